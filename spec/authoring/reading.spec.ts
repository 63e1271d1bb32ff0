import { expect } from 'chai';
import { linksOf, paragraphsOf } from '../../server/authoring/markdown.ts';
import { readingGrade } from '../../server/authoring/reading-grade.ts';
import { readCues } from '../../server/authoring/web-vtt.ts';

describe('the reading grade', () => {
  it('is the Flesch-Kincaid grade of the words of the prose', () => {
    // 13 words, 1 sentence, 18 syllables: 0.39 * 13 + 11.8 * 18 / 13 - 15.59.
    const sentence = 'The officer waits until the hall is empty, then she sits down slowly. ';
    expect(readingGrade([sentence.repeat(10)])).to.be.closeTo(0.39 * 13 + (11.8 * 18) / 13 - 15.59, 0.01);
  });

  it('does not grow easier by abbreviations, and says nothing of a few words', () => {
    const sentence = 'The officer waits until the hall is empty and Ms. Grant of the U.S. office comes down. ';
    const plain = sentence.replace('Ms.', 'Ms').replace('U.S.', 'US');
    expect(readingGrade([sentence.repeat(10)])).to.be.at.least((readingGrade([plain.repeat(10)]) ?? 0) - 0.5);
    expect(readingGrade(['Few words.'])).to.equal(null);
  });
});

describe('the small Markdown', () => {
  it('knows paragraphs, lists, quotes and links, and takes HTML for text', () => {
    expect(paragraphsOf('one **two**\n\n- three\n- [four](#four)\n\n> five <b>')).to.deep.equal([
      'one two',
      'three',
      'four',
      'five <b>',
    ]);
    expect(linksOf('[a](#b) [c](javascript:d) [e](https://f.org/g%20h)')).to.deep.equal([
      '#b',
      'javascript:d',
      'https://f.org/g%20h',
    ]);
  });
});

describe('captions', () => {
  it('are read with names, notes, settings and either line end', () => {
    const text =
      'WEBVTT - a film\r\n\r\nNOTE nothing\r\n\r\nfirst\r\n00:01.000 --> 00:02.500 line:0\r\nHello\r\n\r\n01:00:00.000 --> 01:00:01.000\r\nBye\r\n';
    expect(readCues(text)).to.deep.equal([
      { start: 1, end: 2.5 },
      { start: 3600, end: 3601 },
    ]);
  });

  it('are refused without a head, a caption, right times or words', () => {
    const faults = [
      '00:01.000 --> 00:02.000\nHello',
      'WEBVTT\n\n',
      'WEBVTT\n\n00:01,000 --> 00:02,000\nHello',
      'WEBVTT\n\n00:03.000 --> 00:02.000\nHello',
      'WEBVTT\n\n00:01.000 --> 00:02.000\n',
    ];
    for (const text of faults) expect(readCues(text), text).to.be.a('string');
  });
});
