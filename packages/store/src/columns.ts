/** What a cell can hold; the same as the features package's type of this name. */
export type RawValue = string | number | boolean | null | undefined | readonly RawValue[];
