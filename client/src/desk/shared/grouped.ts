/** What there is, divided into groups of the same key, the groups in the order of their first members. */
export function grouped<T>(all: T[], key: (one: T) => unknown): [T, ...T[]][] {
  const found = new Map<unknown, [T, ...T[]]>()
  for (const one of all) {
    const group = found.get(key(one))
    if (group) group.push(one)
    else found.set(key(one), [one])
  }
  return [...found.values()]
}
