// Bundles the page's script and style, and gathers the licences of what goes into them.
import { build } from "esbuild";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "..", "assets");

const made = await build({
  absWorkingDir: here,
  entryPoints: { page: "src/main.tsx" },
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "ascii",
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",
  preserveSymlinks: true,
  metafile: true,
  logLevel: "warning",
});

mkdirSync(out, { recursive: true });
const bundled = Object.keys(made.metafile.inputs)
  .map((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1])
  .filter((name) => name !== undefined);
const licences = [...new Set(bundled)].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf-8"));
  const words = readFileSync(join(folder, "LICENSE"), "utf-8").replaceAll("\r\n", "\n").trim();
  return `${name} ${version} (${license})\n\n${words}\n`;
});
const rule = `\n${"-".repeat(80)}\n\n`;
writeFileSync(join(out, "LICENSES.txt"), licences.join(rule));
