import type { CourseStructure } from '../../../server/standards/course-structure.ts';
import type { Api1484, Offers } from '../../../server/standards/scorm2004/index.ts';
import { HeadlessPlayer } from './headless-player.ts';
import type { PersonStore } from './headless-player.ts';

/** A case's script, as the conformance suite writes it. */
export interface AdlScript {
  readonly case: string;
  readonly start: string;
  readonly visits: readonly AdlVisit[];
}

interface AdlVisit {
  readonly activity: string;
  readonly steps: readonly AdlStep[];
  readonly questions?: readonly { readonly ask: string; readonly expect: string }[];
  readonly next: string;
}

interface AdlStep {
  readonly call: string;
  readonly element?: string;
  readonly value?: string;
  readonly expect?: string;
}

interface Plan {
  readonly stop?: string;
  readonly click?: 'continue' | 'previous' | 'exitAll' | 'suspendAll';
  readonly choose?: unknown;
  readonly contentGone?: boolean;
  readonly mustEnd?: boolean;
  readonly exit?: boolean;
  readonly launch?: { readonly course?: string; readonly start?: string };
}

/** The suite's own judge and its reading of the instructions, loaded from where the suite is kept. */
export interface AdlRules {
  readonly judgeStep: (
    step: AdlStep,
    got: unknown,
    learner: { id: string; name: string },
  ) => { ok: boolean; text: string };
  readonly planFor: (next: string) => Plan;
  readonly target: (title: string) => unknown;
}

/** Plays one case against the engine and the data model; gives what did not match. */
export function playCase(
  script: AdlScript,
  courses: ReadonlyMap<string, CourseStructure>,
  person: PersonStore,
  rules: AdlRules,
): string[] {
  const first = script.case === 'DDM' ? 'DDMa' : script.case;
  const mismatches: string[] = [];
  const titled = !['.', first, 'DDMa', 'DDMb'].includes(script.start);
  let player = launch(first, titled ? script.start : undefined);

  function launch(course: string, start?: string): HeadlessPlayer {
    const structure = courses.get(course);
    if (structure === undefined) throw new Error(`the suite lacks ${course}`);
    const opened = new HeadlessPlayer(structure, person, course, start !== undefined);
    if (start !== undefined && !choose(opened, rules.target(start))) mismatches.push(`"${start}" cannot be chosen`);
    return opened;
  }

  for (const [index, visit] of script.visits.entries()) {
    const report = (text: string): number =>
      mismatches.push(`visit ${index + 1} (activity ${visit.activity}): ${text}`);
    const shown = player.activityId === null ? null : activityNumber(player.structure, player.activityId);
    if (shown !== visit.activity) {
      report(`the player shows activity ${shown ?? 'none'} (${player.word})`);
      return mismatches;
    }
    for (const { ask, expect } of visit.questions ?? []) {
      const answer = look(player, ask, rules);
      if (answer !== null && (answer ? 'Y' : 'N') !== expect) report(`${ask}: expected ${expect}`);
    }
    const { api } = player;
    if (api === null) return mismatches;
    for (const step of visit.steps.filter((one) => one.call !== 'unknown')) {
      const expected = step.call === 'doSetValue' && isStray(step) ? { ...step, expect: 'true' } : step;
      const { ok, text } = rules.judgeStep(expected, perform(api, step), player.learner);
      if (!ok) report(text);
    }
    if (!endsOnUnload(player)) {
      api.Terminate('');
      player.settle();
    }
    const isLast = index === script.visits.length - 1;
    const plan = rules.planFor(visit.next);
    if (plan.stop === 'none') continue;
    if (plan.exit === true && isLast) continue;
    if (plan.contentGone === true && player.word === 'playing') report('the content was expected to be gone');
    if (plan.click !== undefined) {
      const offered = player.offers();
      if (!isOn(offered, plan.click)) report(`${plan.click} is not offered`);
      player.click({ type: plan.click });
    }
    if (plan.choose !== undefined && !choose(player, plan.choose))
      report(`${JSON.stringify(plan.choose) ?? 'the root'} cannot be chosen`);
    const isClosed = (): boolean => player.word === 'ended' || player.word === 'suspended';
    if (plan.mustEnd === true && !isClosed()) report(`the attempt was expected to end, not ${player.word}`);
    if ((plan.exit === true || plan.launch !== undefined) && !isClosed()) player.click({ type: 'exitAll' });
    if (plan.launch !== undefined) player = launch(plan.launch.course ?? first, plan.launch.start);
  }
  return mismatches;
}

function choose(player: HeadlessPlayer, wanted: unknown): boolean {
  const id = identifierOf(player.structure, wanted);
  if (id === null || player.offers().choice[id] !== true) return false;
  const { kind } = player.click({ type: 'choice', target: id });
  return kind === 'deliver' || kind === 'ended';
}

/** Some of the suite's contents call Terminate only when they are taken away. */
function endsOnUnload(player: HeadlessPlayer): boolean {
  const all = [player.structure.root];
  for (const activity of all) all.push(...activity.children);
  const href = all.find((one) => one.identifier === player.activityId)?.href ?? '';
  return href.includes('SingleDoTerminate');
}

function isStray({ expect }: AdlStep): boolean {
  return expect !== 'true' && expect !== 'false';
}

function perform(api: Api1484, step: AdlStep): unknown {
  if (step.call === 'compareObjectiveIds') {
    const count = Number(api.GetValue('cmi.objectives._count'));
    return { ids: Array.from({ length: count }, (_one, n) => api.GetValue(`cmi.objectives.${n}.id`)) };
  }
  const [head = '', id, tail] = (step.element ?? '').split('&');
  let element = step.element ?? '';
  if (id !== undefined && tail !== undefined) {
    const list = head.includes('data') ? 'adl.data' : 'cmi.objectives';
    const count = Number(api.GetValue(`${list}._count`));
    const index = Array.from({ length: count }, (_one, n) => api.GetValue(`${list}.${n}.id`)).indexOf(id);
    if (index < 0) return { missing: id };
    element = `${head}${index}${tail}`;
  }
  return { value: callApi(api, step.call, element, step.value), error: api.GetLastError() };
}

function callApi(api: Api1484, call: string, element: string, value: string | undefined): string {
  switch (call) {
    case 'doInitialize':
      return api.Initialize(element);
    case 'doTerminate':
      return api.Terminate(element);
    case 'doCommit':
      return api.Commit(element);
    case 'doGetValue':
      return api.GetValue(element);
    case 'doSetValue':
      return api.SetValue(element, value);
    case 'doGetLastError':
      return api.GetLastError();
    case 'doGetErrorString':
      return api.GetErrorString(element);
    default:
      return api.GetDiagnostic(element);
  }
}

function isOn(offered: Offers, name: 'continue' | 'previous' | 'exitAll' | 'suspendAll'): boolean {
  return offered[name] && !offered.hidden.includes(name);
}

function look(player: HeadlessPlayer, ask: string, rules: AdlRules): boolean | null {
  const [key = '', about = ''] = ask.split('@');
  const offered = player.offers();
  const id = identifierOf(player.structure, rules.target(about));
  switch (key) {
    case 'continue.enabled':
      return isOn(offered, 'continue');
    case 'previous.enabled':
      return isOn(offered, 'previous');
    case 'continue.disabled':
      return !isOn(offered, 'continue');
    case 'previous.disabled':
      return !isOn(offered, 'previous');
    case 'toc.enabled':
      return Object.keys(offered.choice).some((one) => offered.choice[one] === true && offered.isVisible[one] === true);
    case 'toc.enabled.selectable':
      return id !== null && offered.isVisible[id] === true && offered.choice[id] === true;
    case 'toc.visible':
      return id !== null && offered.isVisible[id] === true;
    case 'ui.visible':
      return !offered.hidden.includes(about.charAt(0).toLowerCase() + about.slice(1).replace(' ', ''));
    default:
      return null;
  }
}

function identifierOf(structure: CourseStructure, wanted: unknown): string | null {
  if (typeof wanted !== 'string') return structure.root.identifier;
  const all = [structure.root];
  for (const activity of all) all.push(...activity.children);
  const title = wanted.replace(/\s+/g, ' ').trim();
  return (
    all.find((one) => one !== structure.root && one.title.replace(/\s+/g, ' ').trim() === title)?.identifier ?? null
  );
}

function activityNumber(structure: CourseStructure, identifier: string): string {
  const all = [structure.root];
  for (const activity of all) all.push(...activity.children);
  const found = all.find((one) => one.identifier === identifier);
  return new URLSearchParams(found?.parameters).get('act') ?? identifier;
}
