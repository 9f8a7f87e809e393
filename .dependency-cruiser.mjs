// The arrows of docs/design: dependencies point inwards, only main files compose.
/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two modules that need each other are one module, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'domain-is-pure',
      comment: 'The law needs nothing of ours, no I/O and no clock: Zod for its shapes, dates by its own type.',
      severity: 'error',
      from: { path: '^domain/' },
      to: { pathNot: ['^domain/', '^node_modules/(zod|temporal-polyfill)/'] },
    },
    {
      name: 'workflows-are-sandboxed',
      comment: 'A workflow is the agenda, waiting: the SDK, the law, and the types of activities.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: {
        pathNot: ['^(workflows|domain)/', '^node_modules/@temporalio/(workflow|common)/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'workflows-see-no-world',
      severity: 'error',
      comment: 'Not even types of what touches the world, save activities.',
      from: { path: '^workflows/' },
      to: { path: ['^(api|web|prisma|cli|worker|config|tools|tests)/', '^node_modules/(pg|express|@prisma)'] },
    },
    {
      name: 'activities-see-ports',
      comment: 'Activities see the law and the types of what they are given.',
      severity: 'error',
      from: { path: '^activities/' },
      to: { path: ['^(web|cli|worker|tools|tests)/', '^prisma/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'prisma-only-in-repositories',
      comment: 'Prisma types end at the repositories.',
      severity: 'error',
      from: { pathNot: ['^prisma/', '^tests/', '^tools/', '^prisma\\.config\\.ts$'] },
      to: { path: ['^prisma/generated/', '^node_modules/@prisma/'] },
    },
    {
      name: 'repositories-are-composed',
      comment: 'Only main files, commands and tests say which repository serves a port.',
      severity: 'error',
      from: { path: '^(domain|workflows|activities|api|web)/', pathNot: '^(api|worker)/(main|compose)[^/]*\\.ts$' },
      to: { path: '^prisma/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pages-call-use-cases',
      comment: 'A page asks a use-case; it reaches neither tables nor workflows.',
      severity: 'error',
      from: { path: '^web/' },
      to: {
        path: ['^(prisma|activities|workflows|worker|cli|tools|tests)/', '^node_modules/(@temporalio|pg|@prisma)/'],
      },
    },
    {
      name: 'api-sees-messages-only',
      comment: 'The API knows a workflow by its messages.',
      severity: 'error',
      from: { path: '^api/' },
      to: {
        path: ['^(activities|worker|cli|tools|tests)/', '^workflows/.+/(workflow|state)\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'product-needs-no-tools',
      comment: 'What runs in a council needs neither tools nor tests.',
      severity: 'error',
      from: { path: '^(domain|workflows|activities|worker|api|web|prisma|config|cli)/' },
      to: { path: '^(tools|tests)/' },
    },
    {
      name: 'product-needs-no-dev-packages',
      severity: 'error',
      comment: 'A package the product runs on is a dependency, not a devDependency.',
      from: { path: '^(domain|workflows|activities|worker|api|web|prisma|config|cli)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'Everything imported exists.',
      from: { pathNot: '^web/public/' }, // a browser resolves these
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^prisma/generated/'] },
    exclude: { path: ['^(dist|\\.duly|coverage)/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['main', 'types'],
    },
    combinedDependencies: false,
  },
};
