/** `{{minutes engagedMs}}`: milliseconds as "38 min", "1 h 05 min", "under 1 min". */
export function minutes(value: unknown): string {
  const ms = Number(value);
  if (!Number.isFinite(ms) || ms <= 0) return '0 min';
  const total = Math.round(ms / 60_000);
  if (total < 1) return 'under 1 min';
  if (total < 60) return `${total} min`;
  return `${Math.floor(total / 60)} h ${String(total % 60).padStart(2, '0')} min`;
}
