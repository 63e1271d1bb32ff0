import type { Actor } from '../people/index.ts';
import { AppError, newId, type Platform, type Tx } from '../platform/index.ts';
import type { AcceptedRule, CompletionRule } from '../standards/index.ts';
import type { AnswerShelf } from './answer-shelf.ts';
import type { CourseStore } from './course-store.ts';
import { emitRuleAccepted } from './package-events.ts';
import type { AcceptedForm } from './rule-input.ts';
import type { CompletionRuleRow } from './rule-model.ts';
import type { RuleStore } from './rule-store.ts';
import type { Versions } from './version-service.ts';

/** A rule with who accepted it, when and why. */
export interface RuleFacts extends AcceptedRule {
  readonly reason: string;
  readonly acceptedBy: string;
  readonly acceptedAt: Date;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: Date | null;
}

interface Shelves {
  readonly answers: Pick<AnswerShelf, 'of'>;
  readonly courses: Pick<CourseStore, 'lock'>;
  readonly versions: Pick<Versions, 'find' | 'findToChange'>;
}

/** Completion rules of versions: accepted by name, numbered, never changed. */
export function createRules(platform: Platform, store: RuleStore, { answers, courses, versions }: Shelves) {
  const { database, clock, audit, outbox } = platform;

  const record = (tx: Tx, actor: Actor, action: string, versionId: string, details: Record<string, unknown>) =>
    audit.record(tx, {
      agencyId: actor.agencyId,
      actorId: actor.personId,
      action,
      subjectType: 'course-version',
      subjectId: versionId,
      details,
    });

  /** Whether the server grades the version itself: then no rule is needed, and none is taken. */
  const gradesHere = async (tx: Tx | null, versionId: string): Promise<boolean> =>
    (await answers.of(tx, versionId)) !== null;

  return {
    gradesHere,

    /** The rule that holds for new launches; null for the package's own word. */
    async current(tx: Tx | null, versionId: string): Promise<AcceptedRule | null> {
      const row = await store.current(tx, versionId);
      return row === null ? null : acceptedOf(row);
    },

    /** Every rule that was ever accepted for a version, the newest first. Throws AppError `COURSE_NOT_FOUND` (404). */
    async list(actor: Actor, versionId: string): Promise<RuleFacts[]> {
      await versions.find(actor, versionId);
      return (await store.ofVersion(null, versionId)).map(factsOf);
    },

    /**
     * Accepts a rule under the actor's name; it holds for launches from now on, and the one before it stays with what it judged.
     * Throws AppError `GRADED_HERE` (409), `NOT_ALLOWED` (403), and what `read` throws.
     */
    async accept(actor: Actor, versionId: string, read: () => AcceptedForm): Promise<AcceptedRule> {
      return database.write(async (tx) => {
        const { course } = await versions.findToChange(tx, actor, versionId);
        await courses.lock(tx, course.id);
        if (await gradesHere(tx, versionId)) throw gradedHere();
        const { rule, reason, isForEarlier } = read();
        const [last] = await store.ofVersion(tx, versionId);
        const row: CompletionRuleRow = {
          id: newId(),
          agencyId: actor.agencyId,
          versionId,
          number: (last?.number ?? 0) + 1,
          rule: JSON.stringify(rule),
          reason,
          acceptedBy: actor.personId,
          acceptedAt: clock.now(),
          withdrawnBy: null,
          withdrawnAt: null,
        };
        await store.insert(tx, row);
        const { id, number } = row;
        await record(tx, actor, 'completion-rule.accepted', versionId, {
          ruleId: id,
          number,
          rule,
          reason,
          isForEarlier,
        });
        if (isForEarlier) await emitRuleAccepted(outbox, tx, { versionId, ruleId: id });
        return { id, number, ...rule };
      });
    },

    /** Takes the rule that holds back: from now on the package's own word counts again; what was judged stays. */
    async withdraw(actor: Actor, versionId: string): Promise<void> {
      await database.write(async (tx) => {
        const { course } = await versions.findToChange(tx, actor, versionId);
        await courses.lock(tx, course.id);
        const row = await store.current(tx, versionId);
        if (row === null) throw noRule();
        await store.withdraw(tx, row.id, actor.personId, clock.now());
        await record(tx, actor, 'completion-rule.withdrawn', versionId, { ruleId: row.id, number: row.number });
      });
    },
  };
}

/** See `createRules`. */
export type Rules = ReturnType<typeof createRules>;

function acceptedOf({ id, number, rule }: CompletionRuleRow): AcceptedRule {
  const read: CompletionRule = JSON.parse(rule);
  return { ...read, id, number };
}

function factsOf(row: CompletionRuleRow): RuleFacts {
  const { reason, acceptedBy, acceptedAt, withdrawnBy, withdrawnAt } = row;
  return { ...acceptedOf(row), reason, acceptedBy, acceptedAt, withdrawnBy, withdrawnAt };
}

function gradedHere(): AppError {
  return new AppError('GRADED_HERE', 409, 'This course is graded here, answer by answer, and takes no other rule.', {
    help: 'What a module needs to be passed is set where it is written.',
  });
}

function noRule(): AppError {
  return new AppError('RULE_NOT_FOUND', 409, 'There is no rule to take back.', {
    help: 'Somebody may have done so before you. Look at the page again.',
  });
}
