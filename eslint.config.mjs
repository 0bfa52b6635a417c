import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules/", ".tools/", ".rehearsal/", "policies/dist/"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      // Numbers in messages are wanted; everything else in a template must be a string on purpose.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // The engine and the interfaces want a promise, also of a function that has nothing to wait for.
      "@typescript-eslint/require-await": "off",
      "max-lines": ["error", { max: 200, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // Suites of many short cases run longer than code should; tables of cases are data.
    files: ["tests/**/*.ts"],
    rules: {
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.name='mockClient'] > Identifier[name=/^[A-Z]/]",
          message:
            "A mocked class is mocked for every suite of the process, from when its file is loaded. Mock an instance.",
        },
      ],
    },
  },
  { files: ["tests/**/*Table.ts"], rules: { "max-lines": "off" } },
  {
    // Plain Node: the set-up runs before anything is installed.
    files: ["**/*.js", "**/*.mjs"],
    ...tseslint.configs.disableTypeChecked,
    rules: { ...tseslint.configs.disableTypeChecked.rules, "@typescript-eslint/no-require-imports": "off" },
  },
);
