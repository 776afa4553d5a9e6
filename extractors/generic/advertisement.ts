/** What begins an advertisement or its heading. */
export const advertisement =
  /^(?:sponsored|advert|promoted|ad:|annonce spons|anzeige|werbung|publicit|publicidad|pubblicit|reclame|reklama|реклама|patrocinad|广告)/iu;
