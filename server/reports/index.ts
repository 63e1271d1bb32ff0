export { createReports, type ReportRooms, type Reports } from './create-reports.ts';
export { reportRoutes, type ReportRoutesDeps } from './report-routes.ts';
export { createReportService, type ReportService } from './report-service.ts';
export type { ReportSources } from './report-sources.ts';
