import type { Actor } from '../../../server/people/index.ts';
import { claimsView } from '../../../server/training/toolbox/claim-view.ts';
import { skillStands } from '../../../server/training/toolbox/skill-stand.ts';
import type { Skill } from '../../../server/training/toolbox/skills.ts';
import type { SkillClaimRow } from '../../../server/training/toolbox/toolbox-model.ts';
import { academyView, skillView, toolboxStrip, toolboxView } from '../../../server/training/toolbox/toolbox-view.ts';
import { noticesView } from '../../../server/training/notices/notice-view.ts';
import { buildActor } from '../../support/report-site.ts';
import { samplePage, type Sample } from '../sample.ts';

const AT = new Date('2026-11-18T16:42:00Z');
const actor: Actor = buildActor();
const skill = (id: string, title: string): Skill => ({
  id,
  title,
  academy: ['Scan a scene.', 'Read hands and faces.', 'Keep a baseline.'],
  school: ['Read a building by its bells.', 'Notice the student who has changed.', 'Be known by name.'],
});
const SKILLS = [skill('observation', 'Observation and patrol'), skill('wellness', 'Officer wellness'), skill('own', 'A skill of our own')];
const claim = (part: number, state: SkillClaimRow['state'], note = ''): SkillClaimRow => ((({
	id: `c${part}`,
	agencyId: 'a',
	personId: 'p',
	skill: 'observation',
	part,
	proof: 'Basic academy 2016.',
	state,
	note,
	decidedBy: null,
	decidedAt: null,
	createdAt: AT
})));
const claims = [claim(1, 'approved'), claim(2, 'pending'), claim(3, 'refused', 'Which course was it?')];
const part = (identifier: string) => (({
	identifier,
	kind: 'module' as const,
	minutes: 20,
	topics: [],
	skills: [{
		skill: 'observation',
		adds: 'You read the building by its bells.'
	}]
}));
const parts = new Map([['v1', ['m1', 'm2', 'm3', 'm4'].map(part)]]);
const done = (scoId: string) => ({ courseId: 'course1', versionId: 'v1', scoId, at: AT });
const stands = skillStands(SKILLS, claims, [done('m1')], parts);
const full = skillStands(SKILLS, claims, ['m1', 'm2', 'm3', 'm4'].map(done), parts);
const empty = skillStands(SKILLS, [], [], parts);
const named = (all: typeof stands, which: 'school' | 'beyond') =>
  (all[0]?.[which] ?? []).map((one) => ({ ...one, moduleTitle: 'First bell', courseTitle: 'Talking with students' }));
const facts = (all: typeof stands, open: readonly { courseId: string; courseTitle: string; title: string; adds: string }[]) => {
  const [stand] = all;
  if (stand === undefined) throw new Error('The samples have a skill.');
  return { stand, school: named(all, 'school'), beyond: named(all, 'beyond'), open };
};
const open = [{ courseId: 'course2', courseTitle: 'Academy skills', title: 'The vape tip', adds: 'You ask who started the search.' }];
const form = { ticked: ['wellness:1'], proof: 'yes', open: undefined, faults: { parts: 'Tick at least one part.', proof: 'Say where.' } };
const noForm = { ticked: [], proof: '', open: 'observation', faults: {} };
const pending = [1, 2].map((number) => ((({
	id: `c${number}`,
	personId: 'p',
	skill: 'observation',
	part: number,
	proof: 'Basic academy 2016.',
	givenName: 'Maria',
	familyName: 'Reyes',
	rank: 'Dep.',
	createdAt: AT
}))));
const decision = { ticked: ['c1'], note: '', faults: { ids: 'Tick at least one claim.', note: 'Say why.' } };

/** The strip of the officer's home. */
export const strip = toolboxStrip('en', stands);

const notice = (kind: string, readAt: Date | null) => ((({
	id: kind,
	agencyId: 'a',
	personId: 'p',
	kind,
	subjectKey: 'e',
	facts: JSON.stringify({
		course: 'First bell',
		day: '2027-01-29'
	}),
	href: '/courses/c',
	createdAt: AT,
	readAt,
	mailedAt: null
})));

/** Pages of the toolbox. */
export const samples: Sample[] = [
  { view: 'training/toolbox', state: 'something in it', model: { page: samplePage('Toolbox', '/toolbox'), ...toolboxView(actor, stands) } },
  { view: 'training/toolbox', state: 'nothing in it, in Spanish', model: { page: samplePage('Toolbox', '/toolbox', { lang: 'es' }), ...toolboxView({ ...actor, locale: 'es' }, empty) } },
  { view: 'training/skill', state: 'some parts, a module to take', model: { page: samplePage('Skill', '/toolbox'), ...skillView(actor, facts(stands, open)) } },
  { view: 'training/skill', state: 'all school parts and more', model: { page: samplePage('Skill', '/toolbox'), ...skillView(actor, facts(full, [])) } },
  { view: 'training/skill', state: 'nothing adds to it', model: { page: samplePage('Skill', '/toolbox'), ...skillView(actor, facts(empty, [])) } },
  { view: 'training/toolbox-academy', state: 'refused by the form', model: { page: samplePage('Academy', '/toolbox'), ...academyView(actor, stands, claims, form) } },
  { view: 'training/toolbox-academy', state: 'nothing claimed', model: { page: samplePage('Academy', '/toolbox'), ...academyView(actor, empty, [], noForm) } },
  { view: 'training/toolbox-academy', state: 'all claimed', model: { page: samplePage('Academy', '/toolbox'), ...academyView(actor, [], claims, noForm) } },
  { view: 'training/notices', state: 'some of both', model: { page: samplePage('Notices', '/notices', { unread: 2 }), ...noticesView(actor, [notice('overdue', null), notice('assigned', null), notice('due-60', AT)], { hasFeed: true, link: 'https://a.example/calendar/x.ics' }) } },
  { view: 'training/notices', state: 'none', model: { page: samplePage('Notices', '/notices'), ...noticesView(actor, [], { hasFeed: false, link: null }) } },
  { view: 'training/claims', state: 'two wait', model: { page: samplePage('Claims', '/overview'), ...claimsView(actor, pending, SKILLS, decision) } },
  { view: 'training/claims', state: 'nothing waits', model: { page: samplePage('Claims', '/overview'), ...claimsView(actor, [], SKILLS, { ticked: [], note: '', faults: {} }) } },
];
