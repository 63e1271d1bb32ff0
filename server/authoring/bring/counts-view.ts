import { MOST_PARTS, SKILLS_A_PART, type VersionPart } from '../../packages/index.ts';
import type { Activity, CourseStructure } from '../../standards/index.ts';

/** A skill of the toolbox, as a choice. */
export interface SkillChoice {
  readonly id: string;
  readonly title: string;
}

/** What the page of a package's hours, topics and skills is made of. */
export interface CountsFacts {
  readonly version: { readonly id: string; readonly number: number };
  readonly title: string;
  readonly mayChange: boolean;
  readonly isGradedHere: boolean;
  readonly structure: CourseStructure;
  readonly parts: readonly VersionPart[];
  readonly skills: readonly SkillChoice[];
  readonly typed?: Readonly<Record<string, unknown>>;
  readonly faults?: Readonly<Record<string, string>>;
}

/** Playable parts of a package, in document order. */
export function playableParts({ root }: CourseStructure): Activity[] {
  const list = (activity: Activity): Activity[] => [
    ...(activity.type === 'cluster' ? [] : [activity]),
    ...activity.children.flatMap(list),
  ];
  return list(root);
}

/** Minutes, topics and skills of every part, as a form. */
export function countsView(facts: CountsFacts) {
  const { version, title, mayChange, isGradedHere, structure, parts, skills, typed = {}, faults = {} } = facts;
  const told = new Map(parts.map((part) => [part.identifier, part]));
  const value = (name: string, stored: string): string => {
    const given = typed[name];
    return typeof given === 'string' ? given : stored;
  };
  const minutes = parts.reduce((sum, part) => sum + part.minutes, 0);
  const field = (name: string, stored: string) => ({
    name,
    id: name,
    value: value(name, stored),
    fault: faults[name] ?? '',
  });
  const playable = playableParts(structure);
  return {
    versionId: version.id,
    title,
    lead: `Version ${version.number}: what certificates, transcripts and the toolbox count it for`,
    sum: sumWords(minutes),
    mayTell: mayChange && !isGradedHere && playable.length <= MOST_PARTS,
    refusal: refusalWords(facts, playable.length),
    isSingle: playable.length === 1,
    parts: playable.map(({ identifier, title: partTitle }, at) => {
      const part = told.get(identifier);
      return {
        title: partTitle,
        isOpen: playable.length === 1 || part !== undefined || Object.keys(faults).some((name) => isOf(name, at)),
        minutes: field(`minutes-${at}`, part === undefined || part.minutes === 0 ? '' : String(part.minutes)),
        topics: field(`topics-${at}`, part?.topics.join(', ') ?? ''),
        skills: Array.from({ length: SKILLS_A_PART }, (_, row) => {
          const kept = part?.skills[row];
          const chosen = value(`skill-${at}-${row}`, kept?.skill ?? '');
          return {
            number: row + 1,
            fault: faults[`skill-${at}-${row}`] ?? '',
            name: `skill-${at}-${row}`,
            options: [{ id: '', title: 'None' }, ...skills].map((one) => ({ ...one, isChosen: one.id === chosen })),
            adds: field(`adds-${at}-${row}`, kept?.adds ?? ''),
          };
        }),
      };
    }),
  };
}

const isOf = (name: string, at: number): boolean => name.split('-')[1] === String(at);

function sumWords(minutes: number): string {
  if (minutes === 0) return 'Nothing is told yet: certificates name the time that was spent in it.';
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const words = [hours === 0 ? '' : `${hours} h`, rest === 0 ? '' : `${rest} min`].filter(Boolean).join(' ');
  return `Certificates name ${words}.`;
}

function refusalWords({ isGradedHere, mayChange }: CountsFacts, parts: number): string {
  if (isGradedHere) return 'This course was built here: its modules tell their own hours, topics and skills.';
  if (!mayChange) return 'This course belongs to the library and is changed by nobody here.';
  return parts > MOST_PARTS ? 'This package has more parts than can be told here.' : '';
}
