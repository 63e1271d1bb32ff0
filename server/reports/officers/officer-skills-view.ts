import { skillBar, type SkillStand } from '../../training/index.ts';
import { fullDateWords, type Now } from '../time-words.ts';
import { STATES } from './officer-rows-view.ts';

const EARNED = { word: 'Earned', tone: 'done', shape: 'st-done' } as const;
const UNKNOWN = { tone: '', shape: 'st-open' } as const;

/** Skills of which something is there, each with the academy parts that were claimed and the school parts that were earned. */
export function skillRows(stands: readonly SkillStand[], time: Now) {
  return stands
    .filter(({ academy, school }) => school.length > 0 || academy.some((claim) => claim !== null))
    .map((stand) => ({
      ...skillBar('en', stand),
      lines: [
        ...stand.academy.flatMap((claim) => {
          if (claim === null) return [];
          const { part, proof, state } = claim;
          return [
            { title: `Academy part ${part}`, words: proof, status: STATES[state] ?? { word: state, ...UNKNOWN } },
          ];
        }),
        ...[...stand.school, ...stand.beyond].map(({ adds, at }, number) => ({
          title: number < stand.school.length ? `School part ${number + 1}` : 'Also done',
          words: `${adds}, ${fullDateWords(at, time)}`,
          status: EARNED,
        })),
      ],
    }));
}
