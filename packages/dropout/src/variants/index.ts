// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './alpha-dropout.ts'
export * from './channel-dropout.ts'
export * from './concrete-dropout.ts'
export * from './drop-path.ts'
export * from './dropout.ts'
export * from './feature-alpha-dropout.ts'
export * from './gaussian-dropout.ts'
export * from './gaussian-noise.ts'
export * from './locked-dropout.ts'
export * from './sparse-variational-dropout.ts'
export * from './standout.ts'
export * from './variational-dropout.ts'
