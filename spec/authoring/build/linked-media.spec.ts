import { expect } from 'chai';
import { buildCourse, filesOf, memoryTree, readCourses, type BuiltCourse } from '../../../server/authoring/index.ts';
import { renderProse } from '../../../server/authoring/build/render-prose.ts';
import { allBlocks } from '../../../server/standards/module/index.ts';
import { BANK, changed, checked, COURSE, FIXTURE, MODULE, SPANISH } from '../course-fixture.ts';

const FILES = ['notice.pdf', 'talk.mp3', 'why.pdf', 'aviso.pdf', 'bank.pdf', 'said.pdf', 'lonely.pdf'];

/** The fixture with a link in each kind of prose: text, transcript, notice, reason of an answer, translation, bank. */
function linked(): Record<string, string> {
  const replace = (file: string, from: string | RegExp, to: string): string => changed(file, from, to)[file] ?? '';
  return {
    ...FIXTURE,
    ...Object.fromEntries(FILES.map((name) => [`hall/media/${name}`, `stand-in of ${name}`])),
    [MODULE]: replace(MODULE, 'You have ten seconds to think.', 'Hear [a **calm** talk](media/talk.mp3).').replace(
      /why: (?=\S)/,
      'why: See [the reasons](media/why.pdf). ',
    ),
    [COURSE]: replace(COURSE, /notice: \|\n/, 'notice: |\n  See [the notice](media/notice.pdf).\n'),
    [BANK]: replace(BANK, /why: (?=\S)/, 'why: See [the bank](media/bank.pdf). '),
    [SPANISH]: replace(SPANISH, 'Acaba de sonar el timbre.', 'Vea [el aviso](media/aviso.pdf).'),
    'hall/media/clip.en.md': 'A bell rings. See [what was said](media/said.pdf) and [nothing](media/gone.pdf).',
  };
}

function build(files: Readonly<Record<string, string>>): BuiltCourse {
  const { courses, skills } = readCourses(memoryTree(files));
  return buildCourse(courses[0]!, skills?.data ?? null, memoryTree(files));
}

describe('files that prose links to', () => {
  it('packs the file of a link wherever the prose stands, and none that nothing links to', () => {
    const files = linked();
    const packed = filesOf(build(files), memoryTree(files), 'hall', new Map());
    const wanted = FILES.filter((name) => name !== 'lonely.pdf').map((name) => `media/${name}`);
    expect([...packed.keys()].sort()).to.deep.equal(
      [...wanted, 'media/clip.en.vtt', 'media/clip.mp4', 'media/hall.svg'].sort(),
    );
    expect(packed.get('media/talk.mp3')?.toString()).to.equal('stand-in of talk.mp3');
  });

  it('packs the smaller copies of a picture that is shown, tells the page of them, and calls none of them unused', () => {
    const copies = ['hall.w960.webp', 'hall.w480.webp', 'hall.w48.jpg', 'hall.other.webp'];
    const files = { ...linked(), ...Object.fromEntries(copies.map((name) => [`hall/media/${name}`, 'stand-in'])) };
    const course = build(files);
    const image = allBlocks(course.parts[0]!.modules[0]!.languages[0].module).find(({ type }) => type === 'image');
    expect(image).to.deep.include({
      copies: [
        { src: 'media/hall.w480.webp', width: 480 },
        { src: 'media/hall.w960.webp', width: 960 },
      ],
    });
    expect(course.parts[0]!.modules[0]!.media).to.include.members(['media/hall.w480.webp', 'media/hall.w960.webp']);
    const unused = checked(files).filter(({ code }) => code === 'MEDIA_UNUSED');
    expect(unused.map(({ file }) => file)).to.deep.equal([
      'hall/media/hall.other.webp',
      'hall/media/hall.w48.jpg',
      'hall/media/lonely.pdf',
    ]);
  });

  it('calls a file unused only where neither module, transcript, bank, notice nor translation links to it', () => {
    const unused = checked(linked()).filter(({ code }) => code === 'MEDIA_UNUSED');
    expect(unused.map(({ file }) => file)).to.deep.equal(['hall/media/lonely.pdf']);
  });

  it('plays a sound beside its link, named by the words of the link, and hands a document over', () => {
    expect(renderProse('Hear [a **calm** "talk"](media/talk.mp3).')).to.equal(
      '<p>Hear <a href="media/talk.mp3" download="">a <strong>calm</strong> &quot;talk&quot;</a> ' +
        '<audio controls preload="none" src="media/talk.mp3" aria-label="a calm &quot;talk&quot;"></audio>.</p>',
    );
    expect(renderProse('[Plan](media/plan.pdf)')).to.equal('<p><a href="media/plan.pdf" download="">Plan</a></p>');
    expect(renderProse('[NTAC](https://example.org/a.mp3)')).to.not.include('<audio');
  });
});
