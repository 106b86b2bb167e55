// Makes wayhome/static/vendor and tests/vendor from the packages that package.json pins.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { transform } from "lightningcss";
import postcss from "postcss";
import { PurgeCSS } from "purgecss";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const vendor = join(root, "wayhome/static/vendor");
const testVendor = join(root, "tests/vendor");
const ours = readdirSync(join(root, "wayhome"), { recursive: true }).map((name) => join(root, "wayhome", name)).sort();
const everyTemplate = ours.filter((name) => /\/templates\/.*\.html$/.test(name));
const everyScript = ours.filter((name) => /\/static\/js\/[^/]*\.js$/.test(name));

/* Words that a template can bring to a selector: its class names, its elements, its attributes. */
function wordsOfTemplate(text) {
  const words = [];
  const html = text.replace(/\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}/gs, " ");
  for (const [, value] of html.matchAll(/\bclass="([^"]*)"/g)) {
    words.push(...value.replace(/\{[%{].*?[%}]\}/g, " ").split(/\s+/));
  }
  for (const [, name] of html.matchAll(/<([a-z][a-z0-9]*)/g)) words.push(name);
  for (const [, name] of html.matchAll(/\s([a-z][a-z-]*)=/g)) words.push(name);
  return words.filter(Boolean);
}

const wordsOfList = (text) => text.replace(/^#.*$/gm, " ").split(/\s+/).filter(Boolean);
const wordsOfScript = (text) => text.match(/[A-Za-z0-9_-]+/g) ?? [];

/* The device alone decides between light and dark, and nothing of Tabler's needs its script. */
const withoutThemeSwitch = {
  postcssPlugin: "without-theme-switch",
  Rule(rule) {
    const kept = rule.selectors.filter((selector) => !/\[data-bs-theme|\.theme-dark/.test(selector));
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  },
  Comment(comment) {
    comment.remove();
  },
};

async function purge(templates, lists) {
  const source = readFileSync(join(here, "node_modules/@tabler/core/dist/css/tabler.css"), "utf8");
  const [{ css }] = await new PurgeCSS().purge({
    content: [...templates, ...everyScript, ...lists.map((name) => join(here, name))],
    css: [{ raw: source }],
    variables: true,
    keyframes: true,
    fontFace: true,
    extractors: [
      { extensions: ["html"], extractor: wordsOfTemplate },
      { extensions: ["js"], extractor: wordsOfScript },
      { extensions: ["txt"], extractor: wordsOfList },
    ],
  });
  const plain = (await postcss([withoutThemeSwitch]).process(css, { from: undefined })).css;
  const layered = `@layer tabler{${plain.replace(/@charset[^;]*;/, "")}}`;
  const small = transform({ filename: "tabler.css", code: Buffer.from(layered), minify: true }).code;
  return `/*! Tabler v${version("@tabler/core")}, MIT License, Copyright 2018-2026 The Tabler Authors, codecalm.net */\n${small}\n`;
}

function manifest(name) {
  return JSON.parse(readFileSync(join(here, "node_modules", name, "package.json"), "utf8"));
}

function version(name) {
  return manifest(name).version;
}

const entries = [];

function record(file, name, licence) {
  const bytes = readFileSync(file);
  entries.push({
    file: relative(root, file),
    name,
    version: version(name),
    licence,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  });
  console.log(`${relative(root, file)}: ${bytes.length} bytes, ${brotliCompressSync(bytes).length} in brotli`);
}

function copy(name, path, licence, folder = vendor) {
  const target = join(folder, basename(path).replace("cdn.min", "alpine-csp.min"));
  copyFileSync(join(here, "node_modules", name, path), target);
  if (target.endsWith(".js")) withoutSourceMap(target);
  record(target, name, licence);
}

/* The maps aren't vendored, and a manifest of hashed files refuses a reference to a file that isn't there. */
function withoutSourceMap(file) {
  writeFileSync(file, readFileSync(file, "utf8").replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));
}

mkdirSync(vendor, { recursive: true });
mkdirSync(testVendor, { recursive: true });

const staffRoom = /templates\/(console|components\/gallery)|faces\/console\/|journey\//;
const smallTemplates = everyTemplate.filter(
  (name) => !staffRoom.test(relative(root, name)) || /extends "(public|portal)\.html"/.test(readFileSync(name, "utf8")),
);
writeFileSync(join(vendor, "tabler.css"), await purge(everyTemplate, ["safelist.txt"]));
record(join(vendor, "tabler.css"), "@tabler/core", "MIT");
writeFileSync(join(vendor, "tabler-small.css"), await purge(smallTemplates, ["safelist-small.txt"]));
record(join(vendor, "tabler-small.css"), "@tabler/core", "MIT");

copy("htmx.org", "dist/htmx.min.js", "0BSD");
copy("@alpinejs/csp", "dist/cdn.min.js", "MIT");
copy("@event-calendar/build", "dist/event-calendar.min.js", "MIT");
copy("@event-calendar/build", "dist/event-calendar.min.css", "MIT");
copy("axe-core", "axe.min.js", "MPL-2.0", testVendor);

const toml = entries.map((entry) =>
  ["[[file]]", ...Object.entries(entry).map(([key, value]) => `${key === "file" ? "path" : key} = "${value}"`)].join("\n"),
);
writeFileSync(
  join(vendor, "VENDOR.toml"),
  `# Written by tools/vendor/build.mjs: what the browser loads that isn't ours.\n\n${toml.join("\n\n")}\n`,
);
