// A module that a bundler makes a worker of, and whose URL can be given as well.
import { serveMembers } from '@thinned/train'
import { build } from './member.ts'

export { build }

serveMembers(build)
