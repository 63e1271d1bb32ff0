export { cartridgeRoutes } from './cartridge-routes.ts';
