import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Config, Jobs, Mail, MailMessage } from '../contract.ts';
import { sha256Hex } from '../ids/hash.ts';
import { newId } from '../ids/new-id.ts';

const JOB_TYPE = 'mail.send';
const FORGET_TYPE = 'mail.forget';

/** Mail as stored jobs: to the SMTP server, or without one into .eml files of `mailDirectory`. */
export function createMail(config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'mailDirectory'>, jobs: Jobs): Mail {
  const deliver = config.smtpUrl === null ? fileDelivery(config) : smtpDelivery(config.smtpUrl, config.mailFrom);
  jobs.on(JOB_TYPE, ({ to, subject, text }) =>
    deliver({ to: String(to), subject: String(subject), text: String(text) }),
  );
  const sendAll: Mail['sendAll'] = (tx, messages) =>
    jobs.enqueueAll(
      tx,
      JOB_TYPE,
      messages.map((message) => ({ ...message })),
    );
  jobs.on(FORGET_TYPE, ({ address }) => removeLetters(config.mailDirectory, String(address)));
  return {
    send: (tx, message) => sendAll(tx, [message]),
    sendAll,
    async forget(tx, address) {
      await jobs.forget(tx, address);
      // By its hash: a job that waits names nobody.
      await jobs.enqueue(tx, FORGET_TYPE, { address: hashOf(address) });
    },
  };
}

function smtpDelivery(url: string, from: string): (message: MailMessage) => Promise<void> {
  const transport = createTransport(url);
  return async (message) => {
    await transport.sendMail({ from, ...message });
  };
}

function fileDelivery({ mailFrom, mailDirectory }: Pick<Config, 'mailFrom' | 'mailDirectory'>) {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return async (message: MailMessage): Promise<void> => {
    const { message: bytes } = await transport.sendMail({ from: mailFrom, ...message });
    await mkdir(mailDirectory, { recursive: true });
    const path = join(mailDirectory, `${newId()}.eml`);
    // A reader of the folder never meets half a mail; it may hold a link that lets its reader in.
    await writeFile(`${path}.part`, bytes, { mode: 0o600 });
    await rename(`${path}.part`, path);
  };
}

/** Letters in the folder whose addressee has this hash, half-written ones of a process that was stopped too. */
async function removeLetters(directory: string, hash: string): Promise<void> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for (const name of names) {
    if (!/\.eml(?:\.part)?$/.test(name)) continue;
    const path = join(directory, name);
    const letter = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException): string => {
      // Renamed or taken away meanwhile.
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    const to = /^To: *(.+)$/im.exec(letter)?.[1] ?? '';
    if (hashOf(to.trim()) === hash) await rm(path, { force: true });
  }
}

const hashOf = (address: string): string => sha256Hex(address.toLowerCase());
