//! The words that vendors use for sports, in their languages: one vocabulary for what a
//! file, a title and a table say.

use comeback_core::recording::Sport;

/// Names that stand for no sport at all.
#[rustfmt::skip]
pub(super) const SILENT: &[&str] = &[
    "unknown", "generic", "other", "others", "default", "activity", "activities", "workout",
    "session", "exercise", "sport", "t", "none", "null", "track", "training", "outdoor", "indoor",
    "all", "gps", "multisport", "transition", "recording", "untitled", "aktivität", "aktivitet",
    "activité", "actividad", "atividade", "attività", "activiteit", "aktywność", "aktivita",
    "tevékenység", "aktivite", "активность", "активність", "sonstige", "sonstiges", "andere",
    "anderes", "autre", "autres", "otro", "otra", "otros", "altro", "outro", "outros", "annet",
    "andet", "annan", "annat", "övrigt", "muu", "muut", "inne", "jiné", "ostatní", "egyéb",
    "diğer", "altele", "другое", "прочее", "інше", "其他", "其它", "その他", "기타", "entraînement",
    "entrainement", "entrenamiento", "allenamento", "treino", "træning", "trening", "träning",
    "träningspass", "treeni", "harjoitus", "trénink", "tréning", "edzés", "antrenament",
    "antrenman", "egzersiz", "latihan", "тренировка", "тренування", "训练", "訓練", "运动", "運動",
    "锻炼", "トレーニング", "ワークアウト", "アクティビティ", "운동", "활동", "훈련", "aufzeichnung",
    "enregistrement",
];

/// Words of a session, its time and its length: any sport has them.
#[rustfmt::skip]
pub(super) const OF_SESSIONS: &[&str] = &[
    "easy", "long", "slow", "fast", "quick", "short", "steady", "tempo", "threshold", "interval",
    "intervals", "recovery", "race", "racing", "warmup", "warm", "up", "cooldown", "cool", "down",
    "base", "aerobic", "endurance", "speed", "hill", "hills", "repeats", "reps", "progression",
    "test", "time", "trial", "morning", "lunch", "noon", "afternoon", "evening", "night", "day",
    "week", "weekend", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday", "level", "stage", "zone", "pb", "pr", "km", "k", "mi", "mile", "miles", "m", "min",
    "minutes", "h", "x", "lap", "laps", "loop", "and", "the", "with", "at", "in", "my",
    "runde", "abendrunde", "morgenrunde", "mittagsrunde", "feierabendrunde", "hausrunde",
    "lang", "langer", "lange", "kurz", "kurze", "locker", "lockerer", "lockere", "ruhig", "abend",
    "morgen", "mittag", "nachmittag", "nacht", "am", "intervall", "intervalle", "wettkampf",
    "einheit", "sortie", "longue", "courte", "facile", "matin", "soir", "midi", "séance",
    "fractionné", "seuil", "récupération", "compétition", "salida", "larga", "corta", "suave",
    "mañana", "tarde", "noche", "series", "intervalos", "competición", "sesión", "giro", "lungo",
    "lento", "veloce", "ripetute", "mattina", "pomeriggio", "sera", "gara", "longo", "longa",
    "leve", "manhã", "noite", "regenerativo", "tiros", "prova", "rondje", "rustig", "duur",
    "ochtend", "middag", "avond", "wedstrijd", "tur", "langtur", "kveldstur", "morgentur",
    "aftentur", "rolig", "intervaller", "konkurranse", "konkurrence", "pass", "långpass", "lugn",
    "lugnt", "kväll", "morgon", "tävling", "pitkä", "kevyt", "aamu", "ilta", "kisa", "spokojny",
    "długi", "zawody", "závod", "verseny", "yarış", "утро", "вечер", "соревнование",
];

/// Of the silent names, those that a table writes for sports of its own: no sport is
/// known by them, but a run is not called so there.
pub(super) const NO_RUN_IN_TABLES: &[&str] = &[
    "workout",
    "workouts",
    "training",
    "exercise",
    "session",
    "fitness",
    "gym",
    "multisport",
    "multi",
    "transition",
    "sports",
    "entraînement",
    "entrainement",
    "entrenamiento",
    "allenamento",
    "treino",
    "træning",
    "trening",
    "träning",
    "treeni",
    "harjoitus",
    "trénink",
    "тренировка",
    "训练",
    "トレーニング",
    "ワークアウト",
    "운동",
];

/// Words for a sport that mean something else in a title.
#[rustfmt::skip]
pub(super) const NOT_IN_TITLES: &[&str] = &[
    "course", "track", "cross", "tour", "beh", "lari", "rad", "auto", "kolo", "kole", "gravel", "вело", "ganga", "golf", "sup", "row",
    "patin", "tread",
];

pub(super) const TREADMILL: &[&str] = &[
    "treadmill",
    "tread",
    "indoor",
    "laufband",
    "futópad",
    "laufbandtraining",
    "hallenlauf",
    "tapis",
    "loopband",
    "löpband",
    "sisäjuoksu",
    "tredemølle",
    "løbebånd",
    "cinta",
    "juoksumatto",
    "bieżnia",
    "halle",
    "indoorrunning",
];

/// The vendors' words by sport, lower case, those that are no run first: a walk on a
/// treadmill is no run, and whoever rides to a run says both.
#[rustfmt::skip]
pub(super) const KNOWN: &[(Sport, &[&str])] = &[
    (
        Sport::Cycling,
        &[
    "ride", "rides", "riding", "cycling", "cycle", "bike", "biking", "bicycle", "mtb", "ebike",
    "ebikeride", "spinning", "handcycling", "handcycle", "velomobile", "radfahren", "rad",
    "fahrrad", "radtour", "rennrad", "radeln", "vélo", "velo", "cyclisme", "ciclismo", "bici",
    "bicicletta", "bicicleta", "fietsen", "wielrennen", "fietstocht", "sykling", "sykkel",
    "cykling", "cykel", "cykla", "pyöräily", "rower", "kolarstwo", "jazda na rowerze", "kolo",
    "cyklistika", "laufrad", "einrad", "liegerad", "bicis", "kerékpár", "kerékpározás", "bisiklet", "велосипед", "велоспорт", "заезд", "ライド", "라이딩", "骑行", "骑车",
    "騎行", "自行车", "自行車", "自転車", "kolem", "kole", "bicykel", "bicyklovanie", "kolesarjenje",
    "biciklizam", "bicikl", "biciklizem", "ciclat", "bicicletă", "ποδήλατο", "ποδηλασία", "רכיבה", "אופניים",
    "велопрогулка", "велопробег", "велозаезд", "вело", "колоездене", "вожња бицикла", "gravel",
    "gravelbike", "vtt", "btt", "ركوب", "دراجة", "jalgrattasõit", "ratas", "dviratis", "riteņbraukšana",
    "hjólreiðar", "bersepeda", "gowes", "rowerem", "rowerowa", "sepeda", "bicikli", "biciklizés", "bringa", "サイクリング", "자전거", "사이클링", "ปั่นจักรยาน", "đạp xe",
    "ciclista", "radausfahrt", "rattasõit", "biciklom", "вожња бициклом", "txirrindula", "txirrindularitza", "beicio", "seiclo",
    "rothaíocht", "fietsry", "çiklizëm", "biçikletë", "velosiped", "веласіпед", "ველოსიპედი", "հեծանիվ",
    "bisikleta", "pagbibisikleta", "berbasikal", "basikal", "دوچرخه", "سائیکل", "साइकिल", "सायकल", "সাইকেল",
    "சைக்கிள்", "సైకిల్", "ಸೈಕಲ್", "സൈക്കിൾ", "унадаг дугуй",
],
    ),
    (
        Sport::Swimming,
        &[
    "swim", "swims", "swimming", "openwaterswimming", "schwimmen", "natation", "nager", "natación",
    "nadar", "nuoto", "natação", "zwemmen", "svømming", "svømning", "simning", "uinti", "pływanie",
    "plavání", "úszás", "yüzme", "плавание", "游泳", "水泳", "スイム", "수영",
],
    ),
    (
        Sport::Hiking,
        &[
    "hike", "hikes", "hiking", "trek", "trekking", "mountaineering", "alpine", "wandern",
    "wanderung", "bergtour", "randonnée", "rando", "senderismo", "excursión", "escursionismo", "escursione",
    "caminhada na natureza", "wandeltocht", "fottur", "vandring", "vaellus", "wędrówka",
    "turystyka", "turistika", "túrázás", "túra", "gyalogtúra", "drumeție", "πεζοπορία", "планинарење",
    "pohodništvo", "planinarenje", "mendaki", "doğa yürüyüşü", "טיול", "поход", "徒步", "爬山", "登山", "ハイキング", "등산", "하이킹",
],
    ),
    (
        Sport::Walking,
        &[
    "walk", "walks", "walking", "gehen", "spaziergang", "spazieren", "marche", "marcher", "caminar",
    "caminata", "andar", "camminata", "camminare", "passeggiata", "caminhada", "caminhar",
    "wandelen", "wandeling", "gange", "gåtur", "gång", "promenad", "kävely", "spacer", "chodzenie",
    "chůze", "séta", "yürüyüş", "ходьба", "прогулка", "健走", "步行", "走路", "散步", "ウォーキング", "散歩", "걷기",
    "산책", "เดิน", "đi bộ", "procházka", "prechádzka", "chôdza", "plimbare", "περπάτημα", "βόλτα",
    "разходка", "шетња", "šetnja", "sprehod", "jalutuskäik", "pasivaikščiojimas", "pastaiga", "ganga",
    "jalan kaki", "הליכה", "مشي", "rucking", "ruck", "koiralenkki",
    "stavgång", "sauvakävely", "kepikõnd", "marcha nórdica", "marcha nordica", "nordic walking", "ibilaldia", "ibiltzea",
    "cerdded", "siúl", "ecje", "քայլք", "სიარული", "paglalakad", "berjalan kaki", "پیاده روی", "پیاده‌روی",
    "पैदल", "হাঁটা", "நடை", "నడక", "caminada", "voetslaan",
],
    ),
    (
        Sport::Other,
        &[
    "ski", "skiing", "snowboard", "snowboarding", "snowshoe", "snowshoeing", "langlauf", "skitour",
    "skilanglauf", "cross country skiing", "nordic skiing", "längdskidor", "langrenn", "skating",
    "skate", "inline", "inlineskating", "rollerskiing", "rowing", "rowingmachine", "row", "rudern",
    "aviron", "remo", "roeien", "kayak", "kayaking", "canoe", "canoeing", "paddling", "paddle",
    "sup", "standuppaddling", "kajak", "kajakk", "kanu", "kano", "kajakiem", "kajaki", "байдарка",
    "каяк", "канои", "皮划艇", "カヤック", "카약", "kajaktour", "kanutour", "kickbike", "skijöring", "skijøring",
    "rullaluistelu", "rulluisutamine", "rullsuusatamine", "potkukelkka", "sailing", "surf", "surfing", "windsurf", "kitesurf", "yoga",
    "pilates", "stretching", "meditation", "breathwork", "elliptical", "crosstrainer",
    "stairstepper", "stairclimbing", "stairmaster", "hiit", "crossfit", "cardio", "boxing", "dance",
    "dancing", "tennis", "badminton", "squash", "padel", "pickleball", "golf", "soccer", "football",
    "fußball", "futbol", "fútbol", "basketball", "volleyball", "handball", "hockey", "rugby",
    "cricket", "baseball", "climbing", "bouldering", "klettern", "horseback", "reiten", "driving",
    "drive", "autofahrt", "motorrad", "motorcycling", "motorsport", "flying", "wheelchair", "fishing", "hunting", "martial",
    "gymnastics", "jumprope", "skipping", "triathlon", "duathlon", "running in place", "sci",
    "sci di fondo", "scialpinismo", "joga", "jóga", "jooga", "йога", "aquajogging", "aqua jogging",
    "aqua jog", "water running", "deep water running", "pool running", "vesijuoksu", "skøyter",
    "rulleski", "rullskidor", "narty", "nartach", "nartki", "běžky", "bežky", "běžkách", "bežkách",
    "běžkování", "bežkovanie", "pattinaggio", "pattini", "patinaje", "patines", "patinação",
    "patinagem", "patinage", "patin", "roller", "rollers", "raquettes", "trottinette", "коньки",
    "коньках", "ролики", "роликах", "løbehjul", "sparkesykkel", "sledding", "tobogganing",
    "kreislauf", "kreislauftraining", "eiskunstlauf", "eisschnelllauf", "滑雪", "轮滑", "滑冰", "スキー",
    "スケート", "스키", "스케이트", "인라인", "越野车", "越野車", "瑜伽", "跳绳", "ヨガ",
],
    ),
    (
        Sport::Strength,
        &[
    "strength", "strengthtraining", "weight", "weights", "weighttraining", "lifting",
    "krafttraining", "kraft", "musculation", "fuerza", "pesas", "krachttraining", "styrketräning",
    "styrketrening", "力量", "力量训练", "筋トレ",
],
    ),
    (
        Sport::Running,
        &[
    "run", "runs", "running", "runner", "jog", "jogs", "jogging", "joggen", "jogger", "treadmill",
    "tread", "parkrun", "parkruns", "fartlek", "c25k", "c210k", "couch25k", "couchto5k",
    "couch to 5k", "couch to 10k", "couch 2 5k", "jeffing", "canicross", "plogging", "laufen",
    "lauf", "läufe", "dauerlauf", "waldlauf", "traillauf", "berglauf", "laufband", "lauftreff",
    "course", "course à pied", "course a pied", "cap", "footing", "courir", "correr", "corriendo",
    "carrera", "trote", "rodaje", "rodagem", "cursa", "corrida", "corridinha", "corsa", "corsetta",
    "fondo lento", "hardlopen", "hardloop", "hardlooptraining", "looptraining", "ochtendloop",
    "lunchloop", "middagloop", "avondloop", "duurloop", "trailloop", "trimloop", "løb", "løbetur",
    "løping", "løpetur", "løpe", "joggetur", "morgenløb", "aftenløb", "motionsløb", "løpetrening",
    "löpning", "löprunda", "löptur", "löppass", "löpa", "jogg", "jogga", "joggingtur", "morgonjogg",
    "juoksu", "juokseminen", "aamujuoksu", "iltajuoksu", "juoksulenkki", "lenkki", "aamulenkki",
    "iltalenkki", "hölkkä", "bieganie", "bieg", "trucht", "wybieganie", "rozbieganie", "běh",
    "běhání", "beh", "behanie", "klus", "futás", "kocogás", "tek", "tekanje", "trčanje", "трчање",
    "alergare", "alergat", "τρέξιμο", "koşu", "koşusu", "lari", "lari pagi", "lari sore",
    "lari siang", "lari malam", "larian", "chạy", "chạy bộ", "bėgimas", "jooks", "jooksmine",
    "skriešana", "skrējiens", "hlaup", "бег", "бегать", "пробежка", "забег", "біг", "пробіжка",
    "забіг", "бягане", "тичане", "ריצה", "جري", "ركض", "दौड", "跑步", "跑", "トレイルラン",
    "ロードラン", "トレッドミルラン", "バーチャルラン", "モーニングラン", "アフタヌーンラン", "イブニングラン",
    "ナイトラン", "ランチラン", "ランチタイムラン", "ロングラン", "トレラン", "朝ラン", "昼ラン", "夜ラン",
    "皇居ラン", "通勤ラン", "帰宅ラン", "ジョグ", "ペース走", "ビルドアップ走", "インターバル走", "閾値走",
    "course marche", "marche course", "course et marche", "marche et course", "caco", "ca co", "cacos",
    "距離走", "持久走", "løp", "ランニング", "ジョギング", "달리기", "러닝", "런닝", "조깅", "모닝런", "나이트런",
    "트레일런", "วิ่ง",
    "córrer", "carreira", "korrika", "rhedeg", "rith", "vrapim", "kukimbia", "takbo", "pagtakbo", "lafen", "joggä", "jogge",
    "ġirja", "qaçış", "yugurish", "жүгіру", "гүйлт", "гүйх", "სირბილი", "վազք", "دویدن", "دوڑ",
    "धावणे", "দৌড়", "ஓட்டம்", "పరుగు", "ಓಟ", "ഓട്ടം", "દોડ", "ਦੌੜ", "ပြေး", "រត់", "ແລ່ນ", "läufchen",
],
    ),
];

/// Occasions on which people run: they tell a run where no other sport stands beside and
/// the motion is no walk and no ride.
#[rustfmt::skip]
pub(super) const OCCASIONS: &[&str] = &[
    "marathon", "marathons", "maraton", "maratón", "maratona", "maratonu", "halbmarathon",
    "halfmarathon", "semimarathon", "halvmaraton", "halvmarathon", "puolimaraton", "półmaraton",
    "půlmaraton", "polmaraton", "félmaraton", "ultramarathon", "ultramaraton", "ultramaratón",
    "ultramaratona", "ultratrail", "марафон", "полумарафон", "напівмарафон", "μαραθώνιος",
    "ημιμαραθώνιος", "马拉松", "馬拉松", "半马", "マラソン", "마라톤",
];

/// How words for a sport begin or end, for the compounds of a file's or a table's word:
/// `Laufbandtraining`, `Fietsrit`, `Inlineskaten`. In the order of [`KNOWN`].
#[rustfmt::skip]
pub(super) const STEMS: &[(Sport, &[&str])] = &[
    (
        Sport::Cycling,
        &[
    "bike", "biking", "cycling", "radfahr", "radtour", "fahrrad", "fiets", "wielren", "vélo",
    "velo", "ciclis", "cyclis", "bicicl", "pedal", "cykel", "cykl", "sykkel", "sykl", "pyörä",
    "kolar", "jízd", "bisiklet", "велосипед", "spinning", "radmarathon", "bikemarathon",
],
    ),
    (Sport::Swimming, &["swim", "schwimm", "zwem", "natac", "natat", "nataç", "plav", "svøm", "yüz"]),
    (Sport::Hiking, &["wander", "randonn", "hiking", "escurs", "excurs", "senderis", "turist"]),
    (
        Sport::Walking,
        &[
    "walk", "walking", "spazier", "wandel", "marche", "caminat", "caminhad", "camminat",
    "passeggiat", "gåtur", "promenad", "kävely", "spacer", "chůz", "ходьб",
],
    ),
    (
        Sport::Other,
        &[
    "inline", "skat", "schaats", "skeeler", "eislauf", "schuhlauf", "skøjte", "skøjteløb", "skridsko", "luistel",
    "langlauf", "schilang", "schilauf", "schitour", "skid", "skøyt", "patin", "nart", "běžk", "bežk",
    "rollkunst", "ski", "snow", "esqui", "esquí", "hiiht", "längdskid", "narciar", "biegów", "lyž",
    "лыж", "rollstuhl", "wheelchair", "ellipt", "stair", "tennis", "ball", "climb", "kletter",
    "canoe", "kayak", "paddl", "surf", "sail", "yoga", "pilates", "breath", "medit", "triathl",
    "duathl", "boxing", "boxen", "danc", "tanz", "gymnas", "horse",
],
    ),
    (Sport::Strength, &["kraft", "strength", "styrke", "weight"]),
    (
        Sport::Running,
        &[
    "jog", "lauf", "hardlo", "løp", "løb", "löp", "löpning", "løping", "juoks", "juoksu", "bieg", "corsa", "corrid", "carrer",
    "běh", "běž", "пробеж", "пробіж", "бегов", "koşu", "futás", "kocog", "bėgim", "jooks", "treadmill",
],
    ),
];

/// The same for titles, which are free text and name places: longer ones, that begin or
/// end no other word.
#[rustfmt::skip]
pub(super) const IN_TITLES: &[(Sport, &[&str])] = &[
    (
        Sport::Cycling,
        &[
    "radfahr", "radtour", "radrunde", "radausfahrt", "rennrad", "mountainbik", "fahrradtour", "fietstocht", "fietsrit",
    "cykeltur", "cykelpend", "cykelpass", "cykelrund", "sykkeltur", "radmarathon", "bikemarathon", "pyörälenk", "pyöräret",
    "pedalad", "pedalat", "vyjížďk", "vyjížd", "cyklovýlet", "txirrind", "bicikl", "велопо", "веласіп", "велосипед",
    "velobrauc", "dvirač", "hjóla", "hjólre", "hjóltúr", "biçikl", "ველოს", "հեծան",
],
    ),
    (Sport::Swimming, &["schwimmen", "zwemmen"]),
    (Sport::Hiking, &["wanderung", "wandern", "bergtour"]),
    (Sport::Walking, &["spaziergang", "spazieren", "wandeling", "sauvakäv", "stavgång"]),
    (
        Sport::Other,
        &[
    "inlineskat", "inlinen", "skaten", "skating", "rollerskat", "rollschuh", "schlittschuh", "eislaufen",
    "skilanglauf", "langlaufen", "skitour", "skifahr", "snowboard", "langrenn", "skeeler", "schaatsen", "kajaktour",
    "kajakpad", "kanutour", "rullaluist", "rullskid", "skijör", "skijør", "kickbik",
],
    ),
    (Sport::Strength, &["krafttraining"]),
    (
        Sport::Running,
        &[
    "lauftreff", "lauftraining", "laufrunde", "laufeinheit", "laufgruppe", "joggingrunde",
    "dauerlauf", "waldlauf", "traillauf", "berglauf", "crosslauf", "geländelauf", "tempolauf",
    "intervalllauf", "intervallauf", "morgenlauf", "frühlauf", "mittagslauf", "nachmittagslauf",
    "abendlauf", "nachtlauf", "stadtlauf", "volkslauf", "straßenlauf", "firmenlauf", "spendenlauf",
    "silvesterlauf", "neujahrslauf", "osterlauf", "regenerationslauf", "erholungslauf",
    "sonntagslauf", "samstagslauf", "joggetur", "løpetur", "løbetur", "morgenløp", "intervalløp",
    "terrengløp", "löprund", "löppass", "morgonlöpning", "kvällslöpning", "terränglöpning",
    "hardloop", "hardlopen", "juoksulenk", "aamujuoksu", "iltajuoksu", "bieganie", "пробеж",
    "пробіж", "trailrun", "trailrunning", "parkrun",
],
    ),
];

/// Endings of a run's words that begin words of other things: `Rundfahrt`.
pub(super) const RUNNING_ENDS: &[&str] = &["run", "running"];

/// Words that are a run where nothing stands beside them.
pub(super) const RUNNING_ALONE: &[&str] = &["trail", "ultra", "ラン"];
