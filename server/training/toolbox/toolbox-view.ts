import { dayIn, say, sayDay, type Locale } from '../../platform/index.ts';
import type { Actor } from '../../people/index.ts';
import { filledOf, type SkillStand } from './skill-stand.ts';
import { OTHER_SKILLS, PARTS, SKILL_GROUPS } from './skills.ts';
import type { NamedPart, SkillFacts } from './toolbox-service.ts';

/** Skills that the officer's home shows. */
const STRIP = 4;
/** Places of the six parts in a bar 300 wide, a gap between the two halves. */
const PLACES = [0, 50, 100, 155, 205, 255];

/** One skill as a bar with its words. */
export interface SkillBar {
  readonly id: string;
  readonly title: string;
  /** `5 of 6` */
  readonly count: string;
  /** `Academy 3 of 3, school 2 of 3` */
  readonly words: string;
  /** a academy, s school, w waits for a supervisor, o open; `x` is its place. */
  readonly parts: readonly { readonly shape: 'a' | 's' | 'w' | 'o'; readonly x: number }[];
}

/** A skill's bar in the reader's language. */
export function skillBar(locale: Locale, stand: SkillStand): SkillBar {
  const { skill, academy, school } = stand;
  const approved = academy.filter((claim) => claim?.state === 'approved').length;
  const waiting = academy.filter((claim) => claim?.state === 'pending').length;
  const shapes = [
    ...academy.map((claim) => (claim?.state === 'approved' ? 'a' : claim?.state === 'pending' ? 'w' : 'o')),
    ...Array.from({ length: PARTS }, (_, at): 's' | 'o' => (at < school.length ? 's' : 'o')),
  ];
  const values = { academy: approved, school: school.length, all: PARTS, waiting };
  return {
    id: skill.id,
    title: say(locale, skill.title),
    count: say(locale, '{filled} of {all}', { filled: filledOf(stand), all: 2 * PARTS }),
    words:
      waiting > 0
        ? say(locale, 'Academy {academy} of {all}, {waiting} waiting; school {school} of {all}', values)
        : say(locale, 'Academy {academy} of {all}, school {school} of {all}', values),
    parts: shapes.map((shape, at) => ({ shape, x: PLACES[at] ?? 0 })),
  };
}

/** What the officer's home shows of the toolbox: the fullest skills first that are not full yet. */
export interface ToolboxStrip {
  readonly bars: readonly SkillBar[];
  readonly isEmpty: boolean;
  readonly allLabel: string;
}

const rank = (stand: SkillStand): number => filledOf(stand) % (2 * PARTS);

/** See {@link ToolboxStrip}. */
export function toolboxStrip(locale: Locale, stands: readonly SkillStand[]): ToolboxStrip {
  const shown = stands.toSorted((a, b) => rank(b) - rank(a) || filledOf(b) - filledOf(a)).slice(0, STRIP);
  return {
    bars: shown.map((stand) => skillBar(locale, stand)),
    isEmpty: stands.every((stand) => filledOf(stand) === 0),
    allLabel: say(locale, 'See all {count}', { count: stands.length }),
  };
}

/** The page of all skills, grouped. */
export function toolboxView({ locale }: Actor, stands: readonly SkillStand[]) {
  const named = new Set(SKILL_GROUPS.flatMap(({ skills }) => skills));
  const groups = [
    ...SKILL_GROUPS,
    { title: OTHER_SKILLS, skills: stands.map(({ skill }) => skill.id).filter((id) => !named.has(id)) },
  ];
  const approved = stands.flatMap(({ academy }) => academy).filter((claim) => claim?.state === 'approved').length;
  const waiting = stands.flatMap(({ academy }) => academy).filter((claim) => claim?.state === 'pending').length;
  return {
    tally: [
      { label: say(locale, 'from the academy'), value: String(approved) },
      { label: say(locale, 'added for schools'), value: String(stands.flatMap(({ school }) => school).length) },
      ...(waiting > 0 ? [{ label: say(locale, 'waiting for your supervisor'), value: String(waiting) }] : []),
    ],
    isEmpty: stands.every((stand) => filledOf(stand) === 0) && waiting === 0,
    groups: groups.flatMap(({ title, skills }, at) => {
      const bars = skills
        .flatMap((id) => stands.filter(({ skill }) => skill.id === id))
        .map((stand) => skillBar(locale, stand));
      return bars.length === 0 ? [] : [{ id: `g${at}`, title: say(locale, title), bars }];
    }),
  };
}

/** The page of one skill: what each part says, what filled it and when, what to do next. */
export function skillView({ locale, timeZone }: Actor, { stand, school, beyond, open }: SkillFacts) {
  const { skill, academy } = stand;
  const dayOf = (at: Date): string => sayDay(locale, dayIn(timeZone, at));
  const earned = ({ moduleTitle, courseTitle, courseId, adds, at }: NamedPart) => ({
    courseId,
    module: moduleTitle,
    course: courseTitle,
    adds,
    when: say(locale, 'Added on {day}', { day: dayOf(at) }),
  });
  const isClaimable = academy.some((claim) => claim === null || claim.state === 'refused');
  return {
    ...skillBar(locale, stand),
    academy: skill.academy.map((level, at) => {
      const claim = academy[at] ?? null;
      return {
        text: say(locale, level),
        ...stateOf(locale, claim),
        note: claim?.note ?? '',
        proof: claim?.proof ?? '',
      };
    }),
    school: skill.school.map((level, at) => {
      const part = school[at];
      return { text: say(locale, level), earned: part === undefined ? null : earned(part) };
    }),
    beyond: beyond.map(earned),
    isClaimable,
    isSchoolFull: school.length >= PARTS,
    open: open.map(({ courseId, courseTitle, title, adds }) => ({ courseId, course: courseTitle, title, adds })),
    hasNothingToAdd: school.length < PARTS && open.length === 0,
  };
}

/** The page on which academy parts are claimed, and the claims made so far. */
export function academyView(
  { locale, timeZone }: Actor,
  stands: readonly SkillStand[],
  claims: readonly {
    id: string;
    skill: string;
    part: number;
    proof: string;
    state: string;
    note: string;
    createdAt: Date;
  }[],
  form: {
    ticked: readonly string[];
    proof: string;
    open: string | undefined;
    faults: Readonly<Record<string, string>>;
  },
) {
  const skills = stands.flatMap(({ skill, academy }) => {
    const parts = skill.academy.flatMap((level, at) => {
      const claim = academy[at] ?? null;
      if (claim !== null && claim.state !== 'refused') return [];
      const value = `${skill.id}:${at + 1}`;
      return [{ value, text: say(locale, level), isTicked: form.ticked.includes(value) }];
    });
    const isOpen = skill.id === form.open || parts.some(({ isTicked }) => isTicked);
    return parts.length === 0 ? [] : [{ id: skill.id, title: say(locale, skill.title), parts, isOpen }];
  });
  return {
    skills,
    partsFault: form.faults['parts'] ?? null,
    proof: { value: form.proof, fault: form.faults['proof'] ?? null },
    claims: claims
      .filter(({ state }) => state !== 'withdrawn')
      .map(({ id, skill, part, proof, state, note, createdAt }) => {
        const found = stands.find((stand) => stand.skill.id === skill)?.skill;
        return {
          id,
          title: say(locale, found?.title ?? skill),
          text: say(locale, found?.academy[part - 1] ?? ''),
          proof,
          note,
          ...stateOf(locale, { state }),
          when: say(locale, 'Claimed on {day}', { day: sayDay(locale, dayIn(timeZone, createdAt)) }),
        };
      }),
  };
}

function stateOf(locale: Locale, claim: { readonly state: string } | null) {
  const [word, tone] = STATES[claim?.state ?? ''] ?? ['Not claimed', ''];
  return { state: say(locale, word), tone, isPending: claim?.state === 'pending' };
}

const STATES: Readonly<Record<string, readonly [word: string, tone: string]>> = {
  pending: ['Waiting for your supervisor', 'info'],
  approved: ['Approved', 'done'],
  refused: ['Not approved', 'late'],
};
