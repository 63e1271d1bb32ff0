export { createApi, type Api, type ApiRooms } from './create-api.ts';
