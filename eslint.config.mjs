import tseslint from 'typescript-eslint';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      'test-results/**',
      'screenshots/**',
      'coverage/**',
      'supabase/functions/**',
      'examples/**',
    ],
  },
  ...tseslint.configs.strict,
  {
    languageOptions: { parserOptions: { project: ['./tsconfig.test.json'], tsconfigRootDir: import.meta.dirname } },
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['test', 'it', 'describe', 'suite'], package: 'node:test' },
          ],
        },
      ],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['packages/element/src/**/*.ts'],
    ...lit.configs['flat/recommended'],
  },
  {
    files: ['packages/element/src/**/*.ts'],
    plugins: { 'lit-a11y': litA11y, wc },
    rules: { ...litA11y.configs.recommended.rules, 'wc/no-self-class': 'error', 'wc/no-typos': 'error' },
  },
  {
    files: [
      'scripts/**/*.ts',
      'bench/**/*.ts',
      'packages/local/src/start.ts',
      'packages/local/src/main.ts',
      'packages/*/src/**/*logger*.ts',
      'packages/*/testing/**/*.ts',
      '**/*.test.ts',
    ],
    rules: { 'no-console': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    // chai's assertions look like promises to this rule.
    files: ['packages/element/**/*.test.ts', '**/*.browser.test.ts'],
    rules: { '@typescript-eslint/no-floating-promises': 'off' },
  },
  {
    // Whoever placed the script tag looks at the console, and has nowhere else to look.
    files: ['packages/element/src/loader/warn.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // Plain scripts have no types to check against.
    files: ['**/*.mjs', '**/*.js'],
    ...tseslint.configs.disableTypeChecked,
  },
);
