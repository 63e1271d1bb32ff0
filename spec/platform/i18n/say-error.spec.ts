import { expect } from 'chai';
import { AppError, sayError } from '../../../server/platform/index.ts';

describe('what an error says', () => {
  const error = new AppError('SOMETHING_MANY', 409, '{count} of yours wait for a decision already.', {
    help: 'It belongs to: {roles}. An administrator of your agency can change roles.',
    values: { count: 20, roles: ['supervisor', 'nobody knows'] },
  });

  it('fills in its values in English, for logs and clients', () => {
    expect(error.message).to.equal('20 of yours wait for a decision already.');
    expect(error.help).to.match(/^It belongs to: supervisor, nobody knows\. /);
    expect(sayError('en', error)).to.deep.equal({ message: error.message, help: error.help });
  });

  it('fills them into the Spanish sentence, and says the words of a list in Spanish too', () => {
    expect(sayError('es', error).message).to.equal('20 de las suyas ya esperan una decisión.');
    expect(sayError('es', error).help).to.match(/^Es de: supervisor, nobody knows\. /);
    const officer = new AppError(
      'X',
      403,
      'It belongs to: {roles}. An administrator of your agency can change roles.',
      {
        values: { roles: ['officer'] },
      },
    );
    expect(sayError('es', officer).message).to.match(/^Es de: oficial\. /);
  });

  it('keeps what has no translation, and has no help where there is none', () => {
    expect(sayError('es', new AppError('X', 400, 'Nobody translated this.'))).to.deep.equal({
      message: 'Nobody translated this.',
      help: undefined,
    });
  });
});
