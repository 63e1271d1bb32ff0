import { expect } from 'chai';
import {
  BUILD_TARGETS,
  buildCourse,
  DEFAULT_POLICY,
  memoryTree,
  packCourse,
  readCourses,
  type BuiltCourse,
} from '../../../server/authoring/index.ts';
import { HOSTILE_LINE, RAW } from '../../support/hostile-texts.ts';
import { unescapeHtml } from '../../support/html-forms.ts';
import { poisonedCourse } from '../../support/poisoned-course.ts';
import { parseXml } from '../../support/xml.ts';
import { readZipBytes } from '../../support/zip.ts';

function build(): { course: BuiltCourse; count: number } {
  const { files, count } = poisonedCourse();
  const tree = memoryTree(files);
  const { courses, skills } = readCourses(tree);
  return { course: buildCourse(courses[0]!, skills?.data ?? null, tree), count };
}

const FILES = new Map(
  [
    'assets/module.js',
    'assets/module.css',
    'LICENSE.txt',
    'fonts/bitter-latin-wght-normal.woff2',
    'fonts/public-sans-latin-wght-normal.woff2',
    'media/hall.svg',
    'media/clip.mp4',
    'media/clip.en.vtt',
  ].map((path) => [path, Buffer.from(`stand-in of ${path}`)]),
);

/** Every text in a value. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

describe('a course whose every text is hostile', () => {
  for (const target of BUILD_TARGETS) {
    it(`is a package whose files are well-formed, and whose texts are texts: ${target}`, async () => {
      const { course, count } = build();
      expect(count).to.be.above(80);
      const files = await readZipBytes(await packCourse(course, target, FILES, DEFAULT_POLICY));
      let pages = 0;
      for (const [name, bytes] of files) {
        const text = Buffer.from(bytes).toString('utf8');
        if (name.endsWith('.xml')) parseXml(bytes);
        if (!name.endsWith('.html')) continue;
        pages += 1;
        const [, head = '', json = '', tail = ''] =
          /^(.*?)<script type="application\/json"[^>]*>(.*?)<\/script>(.*)$/s.exec(text) ?? [];
        expect(RAW.exec(head + tail)?.[0], name).to.equal(undefined);
        expect(json).not.to.match(/[<>&\u2028\u2029]/);
        expect((head + tail).match(/<script/g), 'the run-time alone').to.have.length(1);
        const data = JSON.parse(json) as { languages: { module: { title: string } }[] };
        expect(unescapeHtml(/<title>(.*?)<\/title>/s.exec(text)?.[1] ?? '')).to.equal(data.languages[0]?.module.title);
        // Prose is HTML made of Markdown: nothing in it but the elements of Markdown.
        const prose = textsIn(data).filter((said) => /^<(?:p|ul|ol|blockquote|h\d)\b/.test(said));
        expect(prose.length).to.be.above(5);
        expect(
          prose.filter((said) => /<(?:script|img|iframe|svg|style)|href="(?:javascript|data):/i.test(said)),
        ).to.deep.equal([]);
      }
      expect(pages).to.be.at.least(1);
      const manifest = files.get('imsmanifest.xml');
      if (manifest !== undefined)
        expect(JSON.stringify(parseXml(manifest))).to.include(JSON.stringify(HOSTILE_LINE).slice(1, -1));
    });
  }
});
