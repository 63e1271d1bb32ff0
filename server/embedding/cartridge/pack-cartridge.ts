import { reproducibleZip } from '../../authoring/index.ts';
import type { CourseStructure } from '../../standards/index.ts';
import { cartridgeManifest, nameOutline } from './cartridge-manifest.ts';
import { ltiLink } from './lti-link.ts';
import { outlineOf } from './outline.ts';

/** What a cartridge is made of. */
export interface CartridgeCourse {
  readonly id: string;
  readonly title: string;
  readonly structure: CourseStructure;
}

/** Packs the outline of a course as a Common Cartridge 1.3; `linkTo` is the address that opens the course or a module of it. */
export function packCartridge(
  { id, title, structure }: CartridgeCourse,
  linkTo: (courseId: string, module: string | null) => string,
): Promise<Buffer> {
  const outline = nameOutline(outlineOf(title, structure));
  const links = outline.links.map(({ path, item }) => {
    const { module } = item;
    return [path, ltiLink({ title: item.title, url: linkTo(id, module), courseId: id, module })] as const;
  });
  const texts = [['imsmanifest.xml', cartridgeManifest({ id, title, language: 'en' }, outline)] as const, ...links];
  return reproducibleZip(new Map(texts.map(([path, text]) => [path, Buffer.from(text, 'utf8')])));
}
