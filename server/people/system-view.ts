import { sayMoment } from '../platform/index.ts';
import type { Actor } from './actor-policy.ts';
import type { NamedEvent } from './system-service.ts';

const JOB_STATES = [
  { state: 'waiting', label: 'Waiting' },
  { state: 'running', label: 'Running' },
  { state: 'failed', label: 'Failed for good' },
  { state: 'done', label: 'Done in the last days' },
] as const;

/** Health and jobs in words. */
export function systemView(
  health: readonly { name: string; ok: boolean; reason: string }[],
  jobs: Readonly<Record<'waiting' | 'running' | 'failed' | 'done', number>>,
) {
  return {
    health: health.map(({ name, ok, reason }) => ({
      name,
      stateClass: ok ? 'done' : 'late',
      symbol: ok ? 'check' : 'alert',
      words: ok ? 'Works' : `Does not work: ${reason || 'no answer'}`,
    })),
    jobs: JOB_STATES.map(({ state, label }) => ({ label, count: jobs[state] })),
    hasFailed: jobs.failed > 0,
  };
}

/** The audit trail in words; `check` is the answer of a check of the chain, where one was asked for. */
export function auditView(
  actor: Actor,
  { events, older }: { events: readonly NamedEvent[]; older: number | null },
  check: { ok: boolean; rows: number; firstBad?: string } | null,
) {
  return {
    organisation: actor.agencyName,
    events: events.map((event) => ({
      at: sayMoment(actor.locale, actor.timeZone, event.at),
      actor: event.actorName,
      action: event.action.replace(/[.-]/g, ' '),
      subject: event.subjectName,
      details: event.isErased ? 'Erased on request' : detailWords(event.details),
    })),
    older,
    check: check && {
      kind: check.ok ? 'ok' : 'late',
      words: check.ok
        ? `The chain is whole: ${check.rows} changes, none altered, none missing between them.`
        : `The chain is broken at ${check.firstBad ?? 'an unknown place'}. Keep a backup and tell whoever runs the server.`,
    },
  };
}

/** "roles: officer, instructor" out of what was recorded. */
function detailWords(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .map(([name, value]) => `${name}: ${valueWords(value)}`)
    .join('; ');
}

function valueWords(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return `${value}`;
  if (Array.isArray(value)) return value.map(valueWords).join(', ');
  if (typeof value === 'object' && value !== null) return Object.values(value).map(valueWords).join(' ').trim();
  return value === true ? 'yes' : 'no';
}
