"""Turn the name of a TEI element into what it is where it meets another with nothing between: a block, a word, letters of a word.

The lists are those of the model classes and content models of tei_all, TEI P5 4.12.0 (28 July 2026);
tests/tei/test_element_classes.py makes them anew from that schema.
"""

from __future__ import annotations

from edition.tei.names import TEI


def _tags(names: str) -> frozenset[str]:
    return frozenset(TEI + name for name in names.split())


# What has no text of its own, only elements: white space between these is the encoder's layout, and each of them stands apart.
# Without those whose elements are forms of one word or stand beside the text (model.pPart.edit, model.global, rdgGrp, ruby).
HOLDERS = _tags(
    "TEI abstract additional address adminInfo altIdentifier alternate analytic annotation annotationBlock appInfo "
    "application arc argument attDef attList availability back biblFull biblStruct bicond binding bindingDesc body "
    "broadcast cRefPattern calendar calendarDesc castGroup castList category char charDecl cit citeStructure classDecl "
    "classSpec classes climate cond constraintDecl constraintSpec content correction correspAction correspContext "
    "correspDesc custodialHist dataRef dataSpec datatype decoDesc dimensions div div1 div2 div3 div4 div5 div6 div7 divGen "
    "docTitle eLeaf eTree editionStmt editorialDecl elementSpec encodingDesc entry epigraph epilogue equipment event "
    "exemplum fDecl facsimile fileDesc floatingText forest front fsConstraints fsDecl fsdDecl glyph graph graphic group "
    "handDesc handNotes history hom hyphenation iNode if imprint interleave interpretation keywords langKnowledge langUsage "
    "layoutDesc leaf lg list listAnnotation listApp listBibl listChange listEvent listForest listNym listObject listOrg "
    "listPerson listPlace listPrefixDef listRef listRelation listWit location locusGrp macroSpec media metDecl model "
    "modelGrp modelSequence moduleRef moduleSpec monogr msContents msDesc msFrag msIdentifier msItem msItemStruct msPart "
    "namespace node normalization notesStmt nym object objectDesc objectIdentifier org paramList paramSpec particDesc "
    "performance person personGrp persona physDesc place population postscript prefixDef profileDesc projectDesc prologue "
    "publicationStmt punctuation quotation recordHist recording recordingStmt refsDecl relatedItem relation remarks "
    "respStmt revisionDesc root row samplingDecl schemaRef schemaSpec scriptDesc scriptStmt seal sealDesc segmentation "
    "sequence seriesStmt set setting settingDesc sourceDesc sourceDoc sp spGrp specGrp specList standOff state stdVals "
    "styleDefDecl superEntry supportDesc surface surfaceGrp table tagsDecl taxonomy teiCorpus teiHeader terrain text "
    "textClass textDesc titlePage titleStmt trait transcriptionDesc transpose tree triangle typeDesc unitDecl unitDef vAlt "
    "vColl vDefault vLabel vMerge vNot vRange valItem valList"
)
# What stands on lines of its own wherever it stands: model.common, divPart, divTop, divBottom, frontPart, pLike.front,
# titlepagePart, personLike, placeLike, eventLike, objectLike, entryLike and egLike, without model.phrase, model.global, and what
# may stand in a line as well (q, quote, said, cit, bibl, desc, label, stage).
CHUNKS = _tags(
    "ab annotationBlock argument biblFull biblStruct byline camera caption castList classSpec closer constraintSpec "
    "dataSpec dateline divGen docAuthor docDate docEdition docImprint docTitle eTree eg egXML elementSpec entry entryFree "
    "epigraph epilogue event floatingText forest graph head imprimatur l lg list listApp listBibl listEvent listForest "
    "listNym listObject listOrg listPerson listPlace listRelation listWit macroSpec meeting moduleSpec move msDesc object "
    "opener org outputRendition p performance person personGrp place post postscript prologue salute schemaSpec set signed "
    "sound sp spGrp specGrp specGrpRef superEntry table tech titlePage titlePart trailer tree u view"
)
# What is a word or words: model.pPart.data, pPart.msdesc, addrPart, biblPart, imprintPart, msItemPart, entryPart, formPart,
# gramPart, castItemPart, personPart and divWrapper, without CHUNKS, quotations, and the parts of a word that is written apart
# (hyph, syll, stress).
WORDS = _tags(
    "actor addName addrLine address affiliation age author availability bibl biblScope birth bloc case catchwords "
    "citedRange climate colloc colophon country date death decoNote def depth dictScrap dim dimensions distributor district "
    "edition editor education email etym eventName explicit extent faith filiation finalRubric floruit forename form funder "
    "gen genName gender geo geogFeat geogName gram gramGrp height heraldry hom iType idno incipit lang langKnowledge lbl "
    "location locus locusGrp material measure measureGrp mood msIdentifier msItem msItemStruct name nameLink nationality "
    "num number objectIdentifier objectName objectType occupation offset orgName origDate origPlace orth per persName "
    "persPronouns persona placeName population pos postBox postCode principal pron pubPlace publisher region relatedItem "
    "residence respStmt role roleDesc roleName rs rubric secFol sense series settlement sex signatures socecStatus sponsor "
    "stamp state street subc surname terrain textLang time title tns trait unit usg watermark width xr"
)
# What is a word or words within what a dictionary or a bibliography says of something, and may be letters of a word elsewhere:
# model.emphLike, ptrLike and quoteLike without emph and distinct.
PHRASES = _tags("cit code foreign gloss ident listRef mentioned ptr quote ref soCalled term title")
# What a dictionary or a bibliography says of something: model.entryLike, entryPart, formPart; bibl and imprint; re, of P5 before 4.
OF_ENTRIES = _tags(
    "bibl case colloc def dictScrap entry entryFree etym form gen gram gramGrp hom hyph iType imprint lbl mood number orth "
    "per pos pron re sense stress subc superEntry syll tns usg xr"
)
# What says something of the text and is none of it: model.global.meta.
META = _tags(
    "alt altGrp certainty fLib fs fvLib index interp interpGrp join joinGrp link linkGrp listTranspose precision respons span "
    "spanGrp substJoin timeline"
)
# Every element of TEI P5.
ALL = _tags(
    "TEI ab abbr abstract accMat acquisition activity actor add addName addSpan additional additions addrLine address "
    "adminInfo affiliation age alt altGrp altIdent altIdentifier alternate am analytic anchor annotation annotationBlock "
    "anyElement app appInfo application arc argument att attDef attList attRef author authority availability back bibl "
    "biblFull biblScope biblStruct bicond binary binaryObject binding bindingDesc birth bloc body broadcast byline c "
    "cRefPattern caesura calendar calendarDesc camera caption case castGroup castItem castList catDesc catRef catchwords "
    "category cb cell certainty change channel char charDecl choice cit citeData citeStructure citedRange cl classCode "
    "classDecl classRef classSpec classes climate closer code collation collection colloc colophon cond condition "
    "constitution constraint constraintDecl constraintSpec content conversion corr correction correspAction correspContext "
    "correspDesc country creation custEvent custodialHist damage damageSpan dataFacet dataRef dataSpec datatype date "
    "dateline death decoDesc decoNote def default defaultVal del delSpan depth derivation desc dictScrap dim dimensions "
    "distinct distributor district div div1 div2 div3 div4 div5 div6 div7 divGen docAuthor docDate docEdition docImprint "
    "docTitle domain eLeaf eTree edition editionStmt editor editorialDecl education eg egXML elementRef elementSpec "
    "ellipsis email emph empty encodingDesc entry entryFree epigraph epilogue equipment equiv etym event eventName ex "
    "exemplum expan explicit extent f fDecl fDescr fLib facsimile factuality faith figDesc figure fileDesc filiation "
    "finalRubric floatingText floruit foliation foreign forename forest form formula front fs fsConstraints fsDecl fsDescr "
    "fsdDecl fsdLink funder fvLib fw g gap gb gen genName gender geo geoDecl geogFeat geogName gi gloss glyph gram gramGrp "
    "graph graphic group handDesc handNote handNotes handShift head headItem headLabel height heraldry hi history hom hyph "
    "hyphenation iNode iType ident idno if iff imprimatur imprint incident incipit index institution interaction interleave "
    "interp interpGrp interpretation item join joinGrp keywords kinesic l label lacunaEnd lacunaStart lang langKnowledge "
    "langKnown langUsage language layout layoutDesc lb lbl leaf lem lg licence line link linkGrp list listAnnotation "
    "listApp listBibl listChange listEvent listForest listNym listObject listOrg listPerson listPlace listPrefixDef listRef "
    "listRelation listTranspose listWit localProp locale location locus locusGrp m macroRef macroSpec mapping material "
    "measure measureGrp media meeting memberOf mentioned metDecl metSym metamark milestone mod model modelGrp modelSequence "
    "moduleRef moduleSpec monogr mood move msContents msDesc msFrag msIdentifier msItem msItemStruct msName msPart "
    "musicNotation name nameLink namespace nationality node normalization notatedMusic note noteGrp notesStmt num number "
    "numeric nym oRef object objectDesc objectIdentifier objectName objectType occupation offset opener org orgName orig "
    "origDate origPlace origin orth outputRendition p pRef param paramList paramSpec particDesc path pause pb pc per "
    "performance persName persPronouns person personGrp persona phr physDesc place placeName population pos post postBox "
    "postCode postscript precision prefixDef preparedness principal profileDesc projectDesc prologue pron provenance ptr "
    "pubPlace publicationStmt publisher punctuation purpose q quotation quote rb rdg rdgGrp recordHist recording "
    "recordingStmt redo ref refState refsDecl reg region relatedItem relation remarks rendition repository residence resp "
    "respStmt respons restore retrace revisionDesc rhyme role roleDesc roleName root row rs rt rubric ruby s said salute "
    "samplingDecl schemaRef schemaSpec scriptDesc scriptNote scriptStmt seal sealDesc secFol secl seg segmentation sense "
    "sequence series seriesStmt set setting settingDesc settlement sex shift sic signatures signed soCalled socecStatus "
    "sound source sourceDesc sourceDoc sp spGrp space span spanGrp speaker specDesc specGrp specGrpRef specList sponsor "
    "stage stamp standOff state stdVals street stress string styleDefDecl subc subst substJoin summary superEntry supplied "
    "support supportDesc surface surfaceGrp surname surplus surrogates syll symbol table tag tagUsage tagsDecl taxonomy "
    "tech teiCorpus teiHeader term terrain text textClass textDesc textLang textNode then time timeline title titlePage "
    "titlePart titleStmt tns trailer trait transcriptionDesc transpose tree triangle typeDesc typeNote u unclear undo "
    "unicodeProp unihanProp unit unitDecl unitDef usg vAlt vColl vDefault vLabel vMerge vNot vRange val valDesc valItem "
    "valList variantEncoding view vocal w watermark when width wit witDetail witEnd witStart witness writing xenoData xr "
    "zone"
)
