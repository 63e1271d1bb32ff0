import { AppError } from '../platform/index.ts';
import type { CommitVerdict } from './commit-item.ts';
import { tokenError } from './token-error.ts';

type Fault = Extract<CommitVerdict, { readonly kind: 'refused' }>['fault'];

/** Why nothing is graded, drawn or stored, in the officer's words. */
export function refusalError(fault: Fault): AppError {
  switch (fault) {
    case 'token-unknown':
    case 'token-expired':
      return tokenError(fault);
    case 'superseded':
      return new AppError('LAUNCH_SUPERSEDED', 409, 'This course was continued in another window.', {
        help: 'Go on there, or open the course here again.',
        details: { reason: 'superseded' },
      });
    case 'not-graded-here':
      return new AppError('ANSWER_NOT_GRADED_HERE', 422, 'This part is not graded by the server.', { field: 'scoId' });
    case 'answer-too-early':
      return new AppError('ANSWER_TOO_EARLY', 409, 'Something has to be answered before this.', {
        help: 'Open the part again to go on where you stopped.',
      });
    case 'draw-too-early':
      return new AppError('DRAW_TOO_EARLY', 409, 'The last test has not been handed in.', {
        help: 'Hand it in before you begin another one.',
      });
    case 'not-now':
      return new AppError('ANSWER_NOT_NOW', 409, 'New answers are not graded while you only look at the course.', {
        help: 'Open the course to answer.',
      });
    case 'activity-unknown':
      return new AppError('COMMIT_UNKNOWN_ACTIVITY', 422, 'The course has no such activity.', { field: 'scoId' });
    default:
      return new AppError('ANSWER_UNKNOWN', 422, 'This answer is not one that the question offers.', {
        field: 'response',
        help: 'Open the part again.',
      });
  }
}
