import type { VersionEvidence } from '../../attempts/index.ts';
import type { Activity, CourseStructure } from '../../standards/index.ts';
import type { ScriptCalls } from './read-calls.ts';

/** One reason why a package does not report passed, or what speaks against it; the code is for specs. */
export interface Reason {
  readonly code: string;
  readonly words: string;
}

/** What an explanation is made of. */
export interface ExplainFacts {
  readonly structure: CourseStructure;
  readonly calls: ScriptCalls;
  readonly evidence: VersionEvidence;
}

/** Why nobody passes this package, the strongest reason first; empty where it has told "passed" or nothing stands against it. */
export function explainPackage(facts: ExplainFacts): Reason[] {
  if (facts.evidence.passed > 0) return [];
  const silent = cannotSpeak(facts);
  return silent === null ? [...fromManifest(facts), ...fromScripts(facts), ...fromRecord(facts)] : [silent];
}

function cannotSpeak({ structure, calls, evidence }: ExplainFacts): Reason | null {
  if (scosOf(structure.root).length === 0) {
    const words =
      'Its manifest declares pages only and no SCO. Pages have no record: there is nothing that could report.';
    return { code: 'ONLY_ASSETS', words };
  }
  if (!calls.speaks && calls.isWhole && evidence.attempts === evidence.silent) {
    const words =
      'None of its pages and scripts looks for the run-time of SCORM. It cannot report anything, whatever is done in it.';
    return { code: 'NEVER_CALLS', words };
  }
  return null;
}

function fromManifest({ structure, calls }: ExplainFacts): Reason[] {
  const scos = scosOf(structure.root);
  if (structure.standard === 'scorm12') {
    const least = scos.filter(({ masteryScore }) => masteryScore !== null);
    if (least.length === 0) {
      return [
        { code: 'NO_MASTERY', words: 'Its manifest sets no mastery score, so a score alone never means passed.' },
      ];
    }
    const missing = scos.length - least.length;
    if (calls.setsScore || missing === 0) return [];
    return [{ code: 'SOME_MASTERY', words: `Of its ${scos.length} SCOs ${missing} have no mastery score.` }];
  }
  const measured = scos.some(({ sequencing }) => sequencing.objectives[0]?.satisfiedByMeasure === true);
  if (measured) return [];
  return [
    { code: 'NO_MEASURE', words: 'Its manifest ties passing to no score: only the SCO itself could say passed.' },
  ];
}

function fromScripts({ structure, calls }: ExplainFacts): Reason[] {
  if (!calls.isWhole)
    return [
      {
        code: 'NOT_READ',
        words: 'Its scripts are too large to be read as a whole; what follows is from the record alone.',
      },
    ];
  const reasons: Reason[] = [];
  const isOld = structure.standard === 'scorm12';
  if (!calls.words.includes('passed')) {
    reasons.push({
      code: 'NEVER_SAYS',
      words: 'The word "passed" stands in none of its scripts that speak to the LMS.',
    });
  }
  if (!isOld && !calls.setsSuccess) {
    reasons.push({
      code: 'NO_SUCCESS',
      words: 'It never sets the success status, where SCORM 2004 keeps passed and failed.',
    });
  }
  if (!calls.setsScore) reasons.push({ code: 'NO_SCORE', words: 'It never tells a score.' });
  if (!calls.setsStatus) reasons.push({ code: 'NO_STATUS', words: 'It never sets its own status.' });
  if (!calls.ends) reasons.push({ code: 'NO_END', words: 'It never says that it is finished.' });
  return reasons;
}

function fromRecord({ structure, evidence }: ExplainFacts): Reason[] {
  const { attempts, silent, completed, scored, highestScore, failed } = evidence;
  if (attempts === 0) return [];
  const told = attempts - silent;
  const reasons: Reason[] = [];
  const of = attempts === 1 ? 'the one attempt' : `${attempts} attempts`;
  if (told > 0) {
    const words = `In ${of} it told ${statusWords(evidence)}; never "passed".`;
    reasons.push({ code: 'RECORD', words });
  }
  if (silent > 0)
    reasons.push({
      code: 'SILENT',
      words:
        attempts === 1 ? 'In the one attempt it told nothing at all.' : `In ${silent} of ${of} it told nothing at all.`,
    });
  const least = scosOf(structure.root).flatMap(({ masteryScore }) => masteryScore ?? []);
  const [lowest] = least.sort((a, b) => a - b);
  if (lowest !== undefined && scored === 0 && told > 0) {
    reasons.push({ code: 'SCORE_MISSING', words: `It asks for a score of ${lowest}, and no attempt has told one.` });
  }
  if (lowest !== undefined && highestScore !== null && highestScore < lowest) {
    const words = `It asks for a score of ${lowest}; the highest that was told is ${round(highestScore)}.`;
    reasons.push({ code: 'SCORE_TOO_LOW', words });
  }
  if (completed > 0 && failed === 0) {
    const where = attempts === 1 ? 'it' : `${completed} of them`;
    reasons.push({ code: 'COMPLETED_ONLY', words: `In ${where} it called itself completed: it does come to an end.` });
  }
  return reasons;
}

function statusWords({ words }: VersionEvidence): string {
  if (words.length === 0) return 'no status';
  const quoted = words.map((word) => `"${word}"`);
  return quoted.length === 1 ? String(quoted[0]) : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}

function scosOf(activity: Activity): Activity[] {
  return [...(activity.type === 'sco' ? [activity] : []), ...activity.children.flatMap(scosOf)];
}

const round = (score: number): number => Math.round(score * 10) / 10;
