import type { ElementVerdict } from '../runtime-record.ts';
import { bad, good } from './data-model.ts';
import type { DataModelContext } from './data-model.ts';

/** Characters that a store takes (RTE 4.3.1). */
const STORE_LIMIT = 64_000;
const ENTRY = /^adl\.data\.(\d{1,9})\.(id|store)$/;

/** Is it an element of adl.data (RTE 4.3, 4th Edition)? */
export function isSharedData(element: string): boolean {
  return element === 'adl.data' || element.startsWith('adl.data.');
}

/** GetValue of adl.data; an empty store reads as never set (error 403). */
export function getSharedData(context: DataModelContext, element: string): ElementVerdict {
  const maps = context.activity.sharedData;
  if (context.edition !== '2004-4th') return bad(401, 'adl.data came with the 4th Edition.');
  if (element === 'adl.data._children') return good('id,store');
  if (element === 'adl.data._count') return good(String(maps.length));
  const [, index, field] = ENTRY.exec(element) ?? [];
  if (index === undefined) return bad(401, `The data model has no element "${element}".`);
  const map = maps[Number(index)];
  if (map === undefined) return bad(301, `adl.data has no entry ${index}.`);
  if (field === 'id') return good(map.targetId);
  if (!map.read) return bad(405, `This activity may not read "${map.targetId}".`);
  const value = Object.hasOwn(context.sharedData, map.targetId) ? context.sharedData[map.targetId] : '';
  return value === undefined || value === '' ? bad(403, `${element} was never set.`) : good(value);
}

/** SetValue of adl.data. */
export function setSharedData(context: DataModelContext, element: string, value: string): ElementVerdict {
  const maps = context.activity.sharedData;
  if (context.edition !== '2004-4th') return bad(401, 'adl.data came with the 4th Edition.');
  if (element === 'adl.data._children' || element === 'adl.data._count')
    return bad(404, `${element} can only be read.`);
  const [, index, field] = ENTRY.exec(element) ?? [];
  if (index === undefined) return bad(401, `The data model has no element "${element}".`);
  const map = maps[Number(index)];
  if (map === undefined) return bad(351, `adl.data has no entry ${index}, and none can be added.`);
  if (field === 'id' || !map.write) return bad(404, `${element} can only be read.`);
  if (value.length > STORE_LIMIT) return bad(406, `A store takes ${STORE_LIMIT} characters.`);
  Object.defineProperty(context.sharedData, map.targetId, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
  return good();
}
