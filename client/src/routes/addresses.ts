/** The addresses of the app's own screens, with or without network; all others are pages of the server. */
export const SCREENS =
  /^\/($|(ghi|so-tay|ban-ghi|duyet|chua-gui|cai-dat|tro-giup|luyen-tap|nam-cua-toi|mat-khau|vao|so)(\/|$))/
