import { expect } from 'chai';
import { mediaProblem, neededFields } from '../../../static/scripts/author/media-form.ts';

describe('the upload form', () => {
  it('asks for what the kind of the chosen file needs', () => {
    const kind = (type: string, name = 'a'): string => neededFields({ type, name });
    expect(['image/png', 'video/mp4', 'audio/mpeg', 'application/pdf'].map((type) => kind(type))).to.deep.equal([
      'image',
      'video',
      'sound',
      'document',
    ]);
    expect(kind('', 'a.VTT')).to.equal('captions');
    expect(neededFields(undefined)).to.equal('');
  });

  it('names the first field that is missing, before anything is sent', () => {
    const problem = (kind: string, ...filled: string[]): string | null =>
      mediaProblem(kind, (name) => filled.includes(name))?.field ?? null;
    expect(problem('image')).to.equal('alt');
    expect(problem('image', 'decorative')).to.equal(null);
    expect(problem('video', 'alt')).to.equal('captionsFile');
    expect(problem('video', 'captions')).to.equal(null);
    expect(problem('sound')).to.equal('transcript');
    expect(problem('document')).to.equal('alt');
    expect(problem('captions')).to.equal(null);
    expect(problem('')).to.equal(null);
  });
});
