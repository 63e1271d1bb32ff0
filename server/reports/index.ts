export { createReports, type Reports } from './create-reports.ts';
export { reportRoutes } from './report-routes.ts';
export { createReportService } from './report-service.ts';
export type { ReportSources } from './report-sources.ts';
