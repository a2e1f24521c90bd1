import { basename, relative, resolve, sep } from 'node:path';
import type { ConfigInput } from '@twotower/schema';
import type { Format } from '../table.ts';
import type { SideFile } from './find-side-file.ts';
import type { InferredExplode } from './infer-explode.ts';

import type { InferredPositive } from './infer-positive.ts';
import type { Roles } from './infer-roles.ts';
import type { InferredWeight } from './infer-weight.ts';
import type { InferredFeature, InferredFeatures } from './inferred-features.ts';

/** All that was found out about a log. */
export interface Findings {
  readonly file: string;
  /** What the config's paths are relative to. */
  readonly folder: string;
  readonly format: Format;
  readonly explode: InferredExplode | undefined;
  readonly roles: Roles;
  readonly positive: InferredPositive['positive'];
  readonly weight: InferredWeight['weight'];
  readonly users: InferredFeatures;
  readonly items: InferredFeatures;
  readonly userFile: SideFile | undefined;
  readonly itemFile: SideFile | undefined;
  /** Share of rejected rows to allow, where it is more than usual. */
  readonly atMost: number | undefined;
}

/** What was found out as a config; what equals a default is left out. */
export function composeConfig(found: Findings): ConfigInput {
  const { file, folder, format, explode, positive, users, items, userFile, itemFile, atMost } = found;
  const toFolder = (target: string) => relative(resolve(folder), target).split(sep).join('/');
  return {
    name: basename(file).replace(/(\.\w+)+$/, '') || 'twotower',
    schema: {
      user: {
        id: userFile?.key ?? found.roles.user.name,
        features: { ...configsOf(users.features), recent: { kind: 'history', length: 50 } },
      },
      item: {
        id: itemFile?.key ?? found.roles.item.name,
        features: configsOf(items.features),
        ...attributesOf(items),
      },
      ...eventColumns(found),
      ...(positive && { positive }),
    },
    data: {
      events: toFolder(file),
      ...(userFile && { users: toFolder(userFile.file) }),
      ...(itemFile && { items: toFolder(itemFile.file) }),
      ...formatInput(format, userFile, itemFile),
      ...(explode && { explode }),
      ...(atMost !== undefined && { rejects: { atMost } }),
    },
  };
}

function configsOf(features: readonly InferredFeature[]) {
  return Object.fromEntries(features.map(({ name, config }) => [name, config]));
}

/** What a person wants to see of an item: titles first, no embeddings. */
function attributesOf({ features, left }: InferredFeatures): { attributes?: string[] } {
  const telling = features.filter(({ config }) => config.kind !== 'vector');
  const titles = telling.filter(({ config }) => config.kind === 'text');
  const others = left.filter(({ shown }) => shown);
  const columns = [...titles, ...telling, ...others].map(({ column }) => column.name);
  const attributes = [...new Set(columns)].slice(0, 8);
  return attributes.length > 0 ? { attributes } : {};
}

function eventColumns({ roles, weight, userFile: users, itemFile: items }: Findings) {
  const { user, item, time, type, id, request } = roles;
  const event = {
    ...(users && users.key !== user.name && { user: user.name }),
    ...(items && items.key !== item.name && { item: item.name }),
    ...(id && { id: id.name }),
    ...(time && { time: time.name }),
    ...(type && { type: type.name }),
    ...(weight && { weight }),
    ...(request && { request: request.name }),
  };
  return Object.keys(event).length > 0 ? { event } : {};
}

function formatInput(
  { encoding, header, columns }: Format,
  users?: SideFile,
  items?: SideFile,
): { format?: ConfigInput['data']['format'] } {
  const names = {
    ...columns,
    ...(users?.columns && { users: [...users.columns] }),
    ...(items?.columns && { items: [...items.columns] }),
  };
  const format = {
    ...(encoding !== 'utf-8' && { encoding }),
    ...(header !== undefined && { header }),
    ...(Object.keys(names).length > 0 && { columns: names }),
  };
  return Object.keys(format).length > 0 ? { format } : {};
}
