// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './bootstrap-interval.ts'
export * from './discordant-pairs.ts'
export * from './generalization-gap.ts'
export * from './mcnemar.ts'
export * from './mean-interval.ts'
export * from './paired-bootstrap.ts'
