/** What puts a widget onto a site, for every way in which sites are made. Pure. The examples of this repository do more. */
import type { WireSnippet, WireSnippetFile } from '@support-chat/sdk/protocol/admin';
import type { Snippet } from './page-tags.ts';

// In variables, so that nobody takes the code below for imports of ours.
const DEFINE = `'@support-chat/element/define'`;
const REACT_TYPES = `'@support-chat/element/react'`;
const INSTALL_ELEMENT = 'npm install @support-chat/element';
const INSTALL_SDK = 'npm install @support-chat/sdk';

export function installationCode({ widgetKey, scriptTag, queueTag, elementTag }: Snippet): readonly WireSnippet[] {
  return [
    { target: 'cdn', title: 'Script tag', install: null, files: [html('index.html', scriptTag)] },
    {
      target: 'queue',
      title: 'Script tag, called before it is there',
      install: null,
      files: [html('index.html', `${queueTag}\n${scriptTag}\n<script>SupportChat('open');</script>`)],
    },
    {
      target: 'html',
      title: 'HTML with a bundler',
      install: INSTALL_ELEMENT,
      files: [file('main.ts', 'ts', [`import ${DEFINE};`]), html('index.html', elementTag)],
    },
    {
      target: 'react',
      title: 'React',
      install: INSTALL_ELEMENT,
      files: [reactComponent('src/support.tsx', [], elementTag)],
    },
    {
      target: 'next',
      title: 'Next.js',
      install: INSTALL_ELEMENT,
      files: [
        reactComponent('app/support.tsx', [`'use client';`, ''], elementTag),
        file('app/layout.tsx', 'tsx', [
          `import type { ReactNode } from 'react';`,
          `import { Support } from './support';`,
          '',
          'export default function RootLayout({ children }: { readonly children: ReactNode }) {',
          '  return (',
          '    <html lang="en">',
          '      <body>',
          '        {children}',
          '        <Support />',
          '      </body>',
          '    </html>',
          '  );',
          '}',
        ]),
      ],
    },
    {
      target: 'vue',
      title: 'Vue',
      install: INSTALL_ELEMENT,
      files: [
        file('src/App.vue', 'vue', [
          '<script setup>',
          `import ${DEFINE};`,
          '</script>',
          '',
          '<template>',
          `  ${elementTag}`,
          '</template>',
        ]),
        file('vite.config.ts', 'ts', [
          `import vue from '@vitejs/plugin-vue';`,
          `import { defineConfig } from 'vite';`,
          '',
          'export default defineConfig({',
          `  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'support-chat' } } })],`,
          '});',
        ]),
      ],
    },
    {
      target: 'nuxt',
      title: 'Nuxt',
      install: INSTALL_ELEMENT,
      files: [
        file('app/plugins/support-chat.client.ts', 'ts', [
          'export default defineNuxtPlugin(async () => {',
          `  await import(${DEFINE});`,
          '});',
        ]),
        file('app/app.vue', 'vue', ['<template>', `  ${elementTag}`, '</template>']),
        file('nuxt.config.ts', 'ts', [
          'export default defineNuxtConfig({',
          `  vue: { compilerOptions: { isCustomElement: (tag) => tag === 'support-chat' } },`,
          '});',
        ]),
      ],
    },
    {
      target: 'svelte',
      title: 'Svelte',
      install: INSTALL_ELEMENT,
      files: [file('src/App.svelte', 'svelte', ['<script>', `  import ${DEFINE};`, '</script>', '', elementTag])],
    },
    {
      target: 'angular',
      title: 'Angular',
      install: INSTALL_ELEMENT,
      files: [
        file('src/app/app.ts', 'ts', [
          `import ${DEFINE};`,
          `import { Component, CUSTOM_ELEMENTS_SCHEMA } from '@angular/core';`,
          '',
          '@Component({',
          `  selector: 'app-root',`,
          '  schemas: [CUSTOM_ELEMENTS_SCHEMA],',
          `  template: \`${elementTag}\`,`,
          '})',
          'export class App {}',
        ]),
      ],
    },
    {
      target: 'headless',
      title: 'Your own user interface',
      install: INSTALL_SDK,
      files: [
        file('chat.ts', 'ts', [
          `import { createSupportChat } from '@support-chat/sdk';`,
          '',
          `const chat = createSupportChat({ widgetKey: '${widgetKey}' });`,
          'chat.subscribe(() => console.log(chat.getSnapshot().messages));',
          'await chat.load();',
          `await chat.send('Hello!');`,
        ]),
      ],
    },
  ];
}

/** A component that is the tag. The second import is there for its types alone. */
function reactComponent(name: string, above: readonly string[], elementTag: string): WireSnippetFile {
  return file(name, 'tsx', [
    ...above,
    `import ${DEFINE};`,
    `import type {} from ${REACT_TYPES};`,
    '',
    'export function Support() {',
    `  return ${elementTag.replace('></support-chat>', ' />')};`,
    '}',
  ]);
}

function html(name: string, code: string): WireSnippetFile {
  return { name, language: 'html', code };
}

function file(name: string, language: WireSnippetFile['language'], lines: readonly string[]): WireSnippetFile {
  return { name, language, code: lines.join('\n') };
}
