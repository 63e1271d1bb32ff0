import { expect } from 'chai';
import { reproducibleZip } from '../../../server/authoring/index.ts';
import { REASON_TO_WRITE } from '../../../server/authoring/banks/exchange/settle-items.ts';
import { writeCsv } from '../../../server/authoring/banks/exchange/write-csv.ts';
import { buildBank, buildItem, read, told } from './exchange-items.ts';

const QTI = (
  body: string,
  declaration = '<correctResponse><value>b</value></correctResponse>',
): string => `<?xml version="1.0"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="Q 1" title="t" adaptive="false" timeDependent="false">
<responseDeclaration identifier="R" cardinality="single" baseType="identifier">${declaration}</responseDeclaration>
<itemBody>
${body}
</itemBody>
</assessmentItem>`;
const CHOICES = '<simpleChoice identifier="a">One</simpleChoice><simpleChoice identifier="b">Two</simpleChoice>';
const THREE = `${CHOICES}<simpleChoice identifier="c">Three <feedbackInline identifier="c" outcomeIdentifier="F" showHide="show">Too many.</feedbackInline></simpleChoice>`;

describe('QTI files of other systems', () => {
  it('give an item with prompt, options, reasons and an id of our own form, and say what becomes otherwise', async () => {
    const found = await read(
      QTI(`<p>How <b>many</b>?</p><div><img src="x.png" alt=""/>Look<br/>again.</div>
<choiceInteraction responseIdentifier="R" maxChoices="1"><prompt>Choose *one*.</prompt>${THREE}</choiceInteraction>`),
    );
    const { id, prompt, options, objective } = found.items[0]!.item;
    expect({ id, objective, prompt }).to.deep.equal({
      id: 'q-1',
      objective: 'law',
      prompt: 'How **many**?\n\nLook\nagain.\n\nChoose \\*one\\*.',
    });
    expect(options).to.deep.equal([
      { id: 'a', text: 'One', correct: false, why: REASON_TO_WRITE },
      { id: 'b', text: 'Two', correct: true, why: REASON_TO_WRITE },
      { id: 'c', text: 'Three', correct: false, why: 'Too many.' },
    ]);
    expect(told(found)).to.deep.equal(
      ['TEXT_LEFT_OUT warning 5', 'ITEM_ID warning 2', 'ITEM_REASON warning 2'].sort(byLine),
    );
  });

  it('take the option of the most points where no right one is named', async () => {
    const mapping = '<mapping><mapEntry mapKey="a" mappedValue="0.5"/><mapEntry mapKey="b" mappedValue="1"/></mapping>';
    const found = await read(
      QTI(`<p>p</p><choiceInteraction responseIdentifier="R">${THREE}</choiceInteraction>`, mapping),
    );
    expect(found.items[0]?.item.options.map(({ correct }) => correct)).to.deep.equal([false, true, false]);
  });

  it('leave out what a bank cannot hold, by file and line', async () => {
    const zip = await reproducibleZip(
      new Map(
        Object.entries({
          'a/two.xml': QTI(`<choiceInteraction responseIdentifier="R">${CHOICES}</choiceInteraction>`),
          'a/text.xml': QTI('<p>Say <textEntryInteraction responseIdentifier="R"/></p>'),
          'a/broken.xml': '<assessmentItem>\n<itemBody>\n</assessmentItem>',
          'a/read.txt': 'not xml',
        }).map(([path, text]) => [path, Buffer.from(text)]),
      ),
    );
    const found = await read(zip);
    expect(found.items).to.deep.equal([]);
    expect(told(found)).to.deep.equal([
      'XML_NOT_WELL_FORMED error a/broken.xml:3',
      'QTI_KIND error a/text.xml:2',
      'ITEM_ID warning a/two.xml:2',
      'ITEM_OPTIONS error a/two.xml:2',
    ]);
  });

  const BOMB = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><assessmentItem>&b;</assessmentItem>`;
  for (const [name, bytes, code] of [
    ['an entity bomb', BOMB, 'XML_DOCTYPE'],
    ['a file of this machine', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', 'XML_DOCTYPE'],
    ['elements 300 deep', '<a>'.repeat(300) + '</a>'.repeat(300), 'XML_TOO_DEEP'],
    ['bytes that are no text', Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xfe, 0x3c]), 'XML_ENCODING'],
    ['half a zip', 'PK\u0003\u0004 and so on', 'ZIP_UNREADABLE'],
  ] as const) {
    it(`refuse ${name}`, async () => {
      const found = await read(bytes);
      expect(found.items).to.deep.equal([]);
      expect(found.issues.map((issue) => issue.code)).to.deep.equal([code]);
      expect(JSON.stringify(found)).to.not.include('root:');
    });
  }

  it('refuse an archive that unpacks to more than is read', async () => {
    const found = await read(await reproducibleZip(new Map([['a.xml', Buffer.alloc(17 * 1024 * 1024, 32)]])));
    expect(found.issues.map(({ code }) => code)).to.deep.equal(['ZIP_TOO_LARGE']);
  });

  it('refuse an archive of thousands of files', async () => {
    const many = Array.from({ length: 2001 }, (_, at) => [`${at}.xml`, Buffer.from('<a/>')] as const);
    expect((await read(await reproducibleZip(new Map(many)))).issues.map(({ code }) => code)).to.deep.equal([
      'ZIP_FILES',
    ]);
  });
});

describe('GIFT texts of other systems', () => {
  it('give items, and say by line which questions are of another kind', async () => {
    const found = await read(`// [id:Q-7] [tag:first] [tag:a;b]
$CATEGORY: $course$/top/calm

::Seven:: What is seven\\: a number?
{
  =It is # Yes.
  ~[html]It <b>was</b> # <p>No,&nbsp;it <em>is</em>.</p>
  ~%-50%It will be
  ####Asked for words.
}

True or not? {T}

::Number:: How many? {#5:1}

Who? {=Grant =Lee}

Match {=a -> b =c -> d}

Essay {}

Half {~%50%a ~%50%b ~c}

Plain text without an answer

Never closed {=a ~b
`);
    expect(found.format).to.equal('gift');
    expect(found.items.map(({ item, line }) => ({ line, ...item }))).to.deep.equal([
      {
        line: 4,
        id: 'q-7',
        objective: 'calm',
        kind: 'knowledge',
        tags: ['first', 'a b'],
        prompt: 'What is seven: a number?',
        options: [
          { id: 'a', text: 'It is', correct: true, why: 'Yes.' },
          { id: 'b', text: 'It was', correct: false, why: 'No, it *is*.' },
          { id: 'c', text: 'It will be', correct: false, why: REASON_TO_WRITE },
        ],
        rationale: 'Asked for words.',
        retired: false,
      },
    ]);
    expect(told(found)).to.deep.equal([
      'ITEM_ID warning 4',
      'ITEM_TAGS warning 4',
      'ITEM_REASON warning 4',
      ...[12, 14, 16, 18, 20, 22, 24].map((line) => `GIFT_KIND error ${line}`),
      'GIFT_BRACES error 26',
    ]);
  });

  it('keep raw HTML as text where it is no well-formed HTML, without running any of it', async () => {
    const found = await read('A <b onclick="x()">bold {=<script>alert(1)</script>a ~b ~c}');
    expect(found.items).to.have.length(1);
    expect(JSON.stringify(found.items)).to.not.match(/<script|onclick/);
  });
});

describe('sheets of other systems', () => {
  it('give items by the names of their columns, with semicolons and a letter for the right option', async () => {
    const found = await read(
      'Prompt;Option 1;Option 2;Option 3;Correct;Hint\r\n"Which;\r\none?";One;Two;Three;b;x\r\n\r\nAnd;One;Two;;1;\r\nNone;a;b;c;9;\r\n',
    );
    expect(
      found.items.map(({ line, item }) => [line, item.prompt, item.options.map(({ correct }) => correct)]),
    ).to.deep.equal([[2, 'Which;\none?', [false, true, false]]]);
    expect(told(found)).to.deep.equal([
      'CSV_COLUMN warning 1',
      'ITEM_REASON warning 2',
      'ITEM_OPTIONS error 5',
      'ITEM_RIGHT error 6',
    ]);
  });

  it('say which columns are missing or twice', async () => {
    const found = await read('prompt,prompt,option_1,correct\na,b,c,1\n');
    expect(found.items).to.deep.equal([]);
    expect(found.issues.map(({ code, message }) => `${code} ${message}`)).to.deep.equal([
      'CSV_COLUMN The first line lacks the column option_2.',
      'CSV_COLUMN The first line lacks the column option_3.',
      'CSV_COLUMN The column prompt stands there twice.',
    ]);
  });

  it('hold no cell that a spreadsheet would take for a formula', () => {
    const signs = ['=1+1', '+1', '-1', '@x', '\t=1', '\uff1d1'];
    const items = signs.map((text, at) => buildItem({ id: `f${at}`, prompt: text, rationale: text }));
    const cells = writeCsv(buildBank(items)).split(/,|\r\n/);
    expect(cells.filter((cell) => /^"?[=+\-@\t\r\uff1d]/.test(cell))).to.deep.equal([]);
    expect(cells.filter((cell) => cell === "'=1+1")).to.have.length(2);
  });
});

describe('any file', () => {
  it('brings at most a thousand items and two hundred findings', async () => {
    const rows = Array.from({ length: 1100 }, (_, at) => `p${at},a,b,c,1`).join('\n');
    const found = await read(`prompt,option_1,option_2,option_3,correct\n${rows}`);
    expect(found.items).to.have.length(1000);
    expect(found.issues).to.have.length(201);
    expect(found.issues.at(-1)?.code).to.equal('MORE_ISSUES');
  });

  it('says that it holds no question', async () => {
    for (const text of ['', '\n\n// a note\n', '<x/>'])
      expect((await read(text)).issues.map(({ code }) => code)).to.deep.equal(['NO_ITEMS']);
  });

  it('gives ids that the bank can hold, each once', async () => {
    const rows = ['constructor', 'B 01', 'b-01', '1', 'Ünïts', ''].map((id) => `${id},p,a,b,c,1`).join('\n');
    const found = await read(`id,prompt,option_1,option_2,option_3,correct\n${rows}`);
    expect(found.items.map(({ item }) => item.id)).to.deep.equal([
      'item-1',
      'b-01',
      'b-01-2',
      'item-4',
      'units',
      'item-6',
    ]);
  });
});

function byLine(a: string, b: string): number {
  return Number(/\d+$/.exec(a)?.[0]) - Number(/\d+$/.exec(b)?.[0]);
}
