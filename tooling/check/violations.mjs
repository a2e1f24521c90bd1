// The rules of the import table, applied to a workspace.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { ALLOWED } from './allowed.mjs';
import { cyclesOf } from './cycles.mjs';
import { isTest, sourceFiles } from './files.mjs';
import { againstOrder } from './folder-order.mjs';
import { importsOf } from './imports.mjs';

/**
 * @param {string} root folder of a workspace
 * @returns {string[]} one line a violation; empty when all is well
 */
export function violationsOf(root) {
  const units = readUnits(root);
  const problems = [];
  const packages = new Map();
  const files = new Map();
  for (const unit of units.filter((each) => each.table && !(each.short in ALLOWED))) {
    problems.push(`${unit.folder}: not in tooling/check/allowed.mjs; say there what it may import`);
  }
  for (const unit of units) {
    for (const file of sourceFiles(join(root, unit.folder))) {
      const place = relative(root, file);
      for (const specifier of importsOf(file)) {
        const problem = judge(root, units, unit, file, specifier);
        if (problem !== undefined) problems.push(`${place}: imports ${specifier}: ${problem}`);
        if (isTest(file)) continue;
        const target = ownPackage(units, specifier);
        if (target !== undefined && target !== unit) edge(packages, unit.manifest.name, target.manifest.name);
        if (specifier.startsWith('.')) edge(files, place, relative(root, resolve(dirname(file), specifier)));
      }
    }
  }
  for (const cycle of [...cyclesOf(packages), ...cyclesOf(files)])
    problems.push(`cycle: ${cycle.join(' -> ')}`);
  return problems;
}

function judge(root, units, unit, file, specifier) {
  if (specifier.startsWith('.')) {
    const target = relative(join(root, unit.folder), resolve(dirname(file), specifier));
    const leaves = target.startsWith('..') && unit.short !== 'tooling' && unit.short !== 'tests';
    const enters = units.find(
      (other) => other !== unit && isInside(join(root, other.folder), resolve(dirname(file), specifier)),
    );
    if (leaves) return `a relative path that leaves ${unit.folder}; import the package by its name`;
    if (enters?.table) return `a relative path into ${enters.folder}; import it by its name`;
    return againstOrder(relative(root, file), relative(root, resolve(dirname(file), specifier)));
  }
  if (!specifier.startsWith('@twotower/')) return undefined;
  const target = ownPackage(units, specifier);
  if (target === undefined) return 'no such package in this workspace';
  if (target.kind === 'apps' && target !== unit) return `${target.folder} is an app; start it as a process`;
  const path = specifier.slice(target.manifest.name.length);
  if (!exportsPath(target.manifest, `.${path}`)) return `past the exports of ${target.folder}/package.json`;
  if (!unit.table || isTest(file) || target === unit) return undefined;
  const allowed = ALLOWED[unit.short] ?? [];
  if (allowed.includes(target.short)) return undefined;
  return `${unit.short} may import only ${allowed.join(', ') || 'none of our packages'}`;
}

function exportsPath({ exports = {} }, path) {
  return typeof exports === 'string' ? path === '.' : path in exports;
}

function ownPackage(units, specifier) {
  return units.find(
    ({ manifest }) => specifier === manifest.name || specifier.startsWith(`${manifest.name}/`),
  );
}

function isInside(folder, path) {
  return path.startsWith(folder + sep);
}

function edge(graph, from, to) {
  if (!graph.has(from)) graph.set(from, new Set());
  graph.get(from).add(to);
}

/** Packages and apps obey the table; the other folders only the exports and the apps' doors. */
function readUnits(root) {
  const named = ['packages', 'apps', 'examples'].flatMap((kind) => {
    if (!existsSync(join(root, kind))) return [];
    return readdirSync(join(root, kind)).map((name) => ({ folder: `${kind}/${name}`, short: name, kind }));
  });
  const single = ['bench', 'tests', 'tooling'].map((name) => ({ folder: name, short: name, kind: name }));
  return [...named, ...single]
    .filter(({ folder }) => existsSync(join(root, folder)))
    .map((unit) => {
      const file = join(root, unit.folder, 'package.json');
      const manifest = existsSync(file)
        ? JSON.parse(readFileSync(file, 'utf8'))
        : { name: `(${unit.folder})` };
      return { ...unit, manifest, table: unit.kind === 'packages' || unit.kind === 'apps' };
    });
}
