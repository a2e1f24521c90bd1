interface Screen {
  readonly to: ScreenPath;
  readonly label: string;
  /** What is to be found there, in a line. */
  readonly hint: string;
}

export type ScreenPath =
  | '/overview'
  | '/playground'
  | '/answers'
  | '/items'
  | '/map'
  | '/registry'
  | '/updates'
  | '/comparisons'
  | '/runs'
  | '/data'
  | '/index'
  | '/access';

/** The screens in the order of the navigation. */
export const screenGroups: readonly { readonly label: string; readonly screens: readonly Screen[] }[] = [
  {
    label: 'Serve',
    screens: [
      { to: '/overview', label: 'Overview', hint: 'what needs attention, quality, traffic' },
      { to: '/playground', label: 'Recall playground', hint: 'ask as a user or a session, and see why' },
      { to: '/answers', label: 'Answers', hint: 'what users were answered lately' },
      { to: '/items', label: 'Items', hint: 'search the catalogue' },
    ],
  },
  {
    label: 'Change',
    screens: [
      { to: '/registry', label: 'Registry', hint: 'bundles, aliases, promote and roll back' },
      { to: '/updates', label: 'Updates', hint: 'full and incremental updates' },
      { to: '/comparisons', label: 'Comparisons', hint: 'an alias against what is served, on those who ask' },
    ],
  },
  {
    label: 'Learn',
    screens: [
      { to: '/runs', label: 'Runs', hint: 'trainings and experiments' },
      { to: '/data', label: 'Data', hint: 'events, popularity, histories' },
      { to: '/map', label: 'Map', hint: 'the items as the item tower sees them' },
      { to: '/index', label: 'Index', hint: 'what the index finds of the true best' },
    ],
  },
  {
    label: 'Access',
    screens: [{ to: '/access', label: 'Keys and audit', hint: 'who may do what, and who did what' }],
  },
];
