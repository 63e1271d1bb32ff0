import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Config, Jobs, Mail, MailMessage } from '../contract.ts';
import { newId } from '../ids/new-id.ts';

const JOB_TYPE = 'mail.send';

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
  return { send: (tx, message) => sendAll(tx, [message]), sendAll };
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
