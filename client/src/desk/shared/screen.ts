/** What every screen of the desk is given: what follows its name in the address, and the query with all its filters. */
export interface ScreenProps {
  id: string
  query: URLSearchParams
}
