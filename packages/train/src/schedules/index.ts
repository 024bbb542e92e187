// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './constant.ts'
export * from './cosine.ts'
export * from './inverse-time.ts'
export * from './linear-warmup.ts'
export * from './step.ts'
