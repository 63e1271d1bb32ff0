import type { Attempts } from '../attempts/index.ts';
import type { Actor } from '../people/index.ts';
import type { EnrollmentStanding, ToolboxStrip, Training } from '../training/index.ts';
import type { OfferedCourse } from './course-rows.ts';
import type { CourseFacts } from './course-view.ts';
import type { VersionOffer } from './offer-view.ts';

/**
 * What the reports ask of the rooms below. Each answer holds only what the actor may see; what belongs to another agency or
 * person throws AppError with status 404.
 */
export interface ReportSources extends Readonly<Omit<Attempts['records'], 'completedParts'>> {
  /** The actor's own enrollments, soonest first. */
  dueOf(actor: Actor): Promise<EnrollmentStanding[]>;
  /** What counts for the actor in one course. */
  countsOf(actor: Actor, courseId: string): Promise<EnrollmentStanding[]>;
  /** What people graded of an attempt that the actor may see. */
  gradedOf: Training['gradedOf'];
  offeredTo(actor: Actor): Promise<OfferedCourse[]>;
  course(actor: Actor, courseId: string): Promise<CourseFacts>;
  /** What is offered to who runs on an earlier version of a course; null where nothing is. */
  offerOf(actor: Actor, courseId: string, fromVersionId: string): Promise<VersionOffer | null>;
  /** `Assigned to Cedar Grove Middle School since Aug 2026`; null without a placement. */
  assignmentLine(actor: Actor): Promise<string | null>;
  /** What the home shows of the toolbox; null for who has none. */
  toolboxOf(actor: Actor): Promise<ToolboxStrip | null>;
}
