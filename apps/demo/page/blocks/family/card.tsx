import { Fragment } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Member } from './members.ts'
import type { Picture } from './picture.ts'
import { SmallTiles } from './tiles.tsx'
import type { Answer } from './worker.ts'

interface CardProps {
  readonly member: Member
  readonly picture: Answer<Picture> | undefined
  readonly isChosen: boolean
  readonly onChoose: () => void
  /** Hears whether the card can be seen. */
  readonly onSeen: (isSeen: boolean) => void
}

/** A variant in the overview: its mask in this step, its name, and what it drops. */
export function Card({ member, picture, isChosen, onChoose, onSeen }: CardProps) {
  const place = useRef<HTMLLIElement>(null)
  useEffect(() => {
    const watch = new IntersectionObserver(([entry]) => onSeen(entry!.isIntersecting), { rootMargin: '200px' })
    watch.observe(place.current!)
    return () => {
      watch.disconnect()
      onSeen(false)
    }
  }, [])
  return (
    <li ref={place} class="card">
      <button type="button" name={member.name} aria-expanded={isChosen} onClick={onChoose}>
        <span class="card-picture" aria-hidden="true">
          {picture && 'refused' in picture ? (
            <span class="soft">not at this keep</span>
          ) : (
            <SmallTiles picture={picture?.is} width={150} height={112} />
          )}
        </span>
        <span class="card-name">
          {member.name.split(/(?=[A-Z])/).map((part) => (
            <Fragment key={part}>
              <wbr />
              {part}
            </Fragment>
          ))}
        </span>
        <span class="soft">{member.drops}</span>
        <span class="soft">
          {member.group}, {member.year}
        </span>
      </button>
    </li>
  )
}
