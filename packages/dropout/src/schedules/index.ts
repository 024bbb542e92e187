// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './curriculum.ts'
export * from './early.ts'
export * from './late.ts'
export * from './linear-keep.ts'
