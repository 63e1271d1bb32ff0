import { newId } from '../platform/index.ts';
import type { Activity } from '../standards/index.ts';
import type { ActivityRow } from './package-model.ts';

/** The tree as rows in document order, the organization first; reports and SQL read these, the player the structure. */
export function activityRows(versionId: string, root: Activity): ActivityRow[] {
  const rows: ActivityRow[] = [];
  const add = (activity: Activity, parentId: string | null, depth: number): void => {
    const id = newId();
    rows.push({
      id,
      versionId,
      identifier: activity.identifier.slice(0, 1000),
      parentId,
      position: rows.length,
      depth,
      title: activity.title,
      type: activity.type,
      href: activity.href,
      parameters: activity.parameters,
      masteryScore: activity.masteryScore,
      completionThreshold: activity.completionThreshold && JSON.stringify(activity.completionThreshold),
      dataFromLms: activity.dataFromLms,
      prerequisites: activity.prerequisites,
      maxTimeAllowed: activity.maxTimeAllowed?.slice(0, 60) ?? null,
      timeLimitAction: activity.timeLimitAction?.slice(0, 30) ?? null,
      sequencing: JSON.stringify(activity.sequencing),
    });
    for (const child of activity.children) add(child, id, depth + 1);
  };
  add(root, null, 0);
  return rows;
}
