// A module that a bundler makes a worker of.
import { serveMembers } from '@thinned/train'
import { build } from './member.ts'

serveMembers(build)
