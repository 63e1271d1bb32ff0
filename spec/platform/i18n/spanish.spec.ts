import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spanish } from '../../../server/platform/i18n/es/index.ts';
import { ROOT, sourceFiles } from '../../architecture/rooms.ts';
import { directoryTree, readSkills } from '../../../server/authoring/index.ts';
import { RULE_SENTENCES } from '../../../server/reports/what-counts.ts';
import { LOG_SENTENCES } from '../../../server/attempts/log-words.ts';
import { judgementWords, typeWords } from '../../../server/reports/interaction-words.ts';
import { attemptView } from '../../../server/reports/attempt-view.ts';
import { buildAttempt, NOW } from '../../support/report-rows.ts';
import { NOTICE_SENTENCES } from '../../../server/training/notices/notice-view.ts';
import { SKILL_GROUPS, OTHER_SKILLS } from '../../../server/training/toolbox/skills.ts';
import { templateNames } from '../../../server/platform/index.ts';

/** Pages that speak English alone: those of supervisors, instructors and administrators. */
const ENGLISH_ONLY = /^training\/claims$/;

/** Pages about one's own record, whoever else may open them. */
const OFFICERS =
  /^(?:reports\/(?:my|course|attempt|log|history)|training\/(?:toolbox|toolbox-academy|skill|notices|outside-new|outside|practicals|verify)|player\/done|people\/account|partials\/(?:pager|status|activity-tree|due-list|course-rows|reason-list|counts-for-you))$/;

/** Every sentence that a template or a view asks to be translated. */
function askedFor(): string[] {
  const views = templateNames(join(ROOT, 'views')).filter((name) => !ENGLISH_ONLY.test(name));
  const templates = views.map((name) => readFileSync(join(ROOT, 'views', `${name}.hbs`), 'utf8'));
  const sources = sourceFiles('server').map((file) => readFileSync(join(ROOT, file), 'utf8'));
  return [
    ...templates.flatMap((text) => [...text.matchAll(/\{\{t '([^']+)'/g)].map(([, key]) => key ?? '')),
    ...sources.flatMap((text) => [...text.matchAll(/\bsay\(\s*[\w.]+,\s*'([^']+)'/g)].map(([, key]) => key ?? '')),
  ];
}

const placeholders = (sentence: string): string[] => (sentence.match(/\{\w+\}/g) ?? []).toSorted();

describe('the Spanish of the officer', () => {
  it('has every sentence that a template or a view asks for', () => {
    expect([...new Set(askedFor())].filter((key) => spanish[key] === undefined)).to.deep.equal([]);
  });

  it('has every notice, every rule of a course, every skill and every group of skills', () => {
    const skills = readSkills(directoryTree(join(ROOT, 'courses')));
    const own = skills.flatMap(({ title, academy, school }) => [title, ...academy, ...school]);
    const groups = [...SKILL_GROUPS.map(({ title }) => title), OTHER_SKILLS];
    expect(
      [...NOTICE_SENTENCES, ...RULE_SENTENCES, ...groups, ...own].filter((key) => spanish[key] === undefined),
    ).to.deep.equal([]);
  });

  it('has what an attempt and its log say by the value of a row', () => {
    const types = 'true-false choice fill-in long-fill-in matching performance sequencing likert numeric other'.split(
      ' ',
    );
    const judged = ['correct', 'incorrect', 'neutral', 'unanticipated', ''].map(
      (result) => judgementWords(result).word,
    );
    const { facts, dates } = attemptView(buildAttempt(), { ...NOW, locale: 'es' });
    const labels = [...facts.slice(0, -1), ...dates].map(({ label }) => label);
    const all = [...LOG_SENTENCES, ...types.map(typeWords), ...judged, ...labels];
    expect(all.filter((key) => spanish[key] === undefined)).to.deep.equal([]);
  });

  it('leaves no English of its own in a template of the pages that an officer opens', () => {
    const bare = templateNames(join(ROOT, 'views'))
      .filter((name) => OFFICERS.test(name))
      .flatMap((name) => {
        const text = readFileSync(join(ROOT, 'views', `${name}.hbs`), 'utf8');
        const plain = text.replace(/\{\{[^}]*?'[^']*'[^}]*?\}\}/g, '').replace(/\{\{[^}]*\}\}/g, '');
        const words = [...plain.matchAll(/(?:aria-label|placeholder|title|alt)="([^"]*[A-Za-z]{3}[^"]*)"/g)].map(
          ([, word]) => word ?? '',
        );
        const texts = plain
          .replace(/<[^>]*>/g, '\n')
          .split('\n')
          .filter((line) => /[A-Za-z]{3}/.test(line));
        return [...words, ...texts].map((line) => `${name}: ${line.trim()}`);
      });
    expect(bare).to.deep.equal([]);
  });

  it('has every sentence with values that an error says', () => {
    const said = sourceFiles('server').flatMap((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      const messages = text.matchAll(/new AppError\(\s*'[A-Z_]+',\s*\d+,\s*'([^']*\{\w+\}[^']*)'/g);
      return [...messages, ...text.matchAll(/\bhelp:\s*'([^']*\{\w+\}[^']*)'/g)].map(([, key]) => key ?? '');
    });
    expect(said).to.have.length.above(3);
    expect(said.filter((key) => spanish[key] === undefined)).to.deep.equal([]);
  });

  it('takes over every value of a sentence', () => {
    const wrong = Object.entries(spanish).filter(
      ([english, other]) => String(placeholders(english)) !== String(placeholders(other)),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('translates each sentence into another one, without exclamation marks', () => {
    const same = Object.entries(spanish).filter(
      ([english, other]) => other.trim() === '' || /[!¡]/.test(other) || english === '',
    );
    expect(same).to.deep.equal([]);
  });
});
