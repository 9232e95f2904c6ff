"""Words that are verbs, that may be verbs or nouns, and that never are verbs where a text starts."""

AUXILIARIES = frozenset(
    """
    am are be been being cannot could did do does doing done had has have having is ought shall should was were will
    would
    """.split()
)

VERBS = frozenset(
    """
    abandon abbreviate abide abolish absorb accelerate accept accompany accomplish accumulate achieve acknowledge
    acquire activate adapt add adhere adjust administer admire admit adopt advertise advise affirm afford agree aim
    alert align alleviate allocate allow alter amaze amend amplify analyse analyze annotate announce annoy anticipate
    apologise apologize appear append applaud apply appoint appraise appreciate approve argue arise arrange arrive
    articulate ascend ascertain ask aspire assemble assert assess assign assist associate assume assure attach attain
    attend attract augment authenticate automate avoid await awaken bake ban bask become befall befriend beg begin
    behave behold believe belong bend beware bite bless blink boil bolster borrow bother bow brace breathe brighten
    bring broaden browse buckle build burn bury buy calculate calibrate calm cancel captivate capture carry carve
    categorise categorize cease celebrate characterise characterize cherish chew choose chop circulate cite clap clarify
    classify climb cling coax coexist collaborate collect combine come commemorate commence commit communicate compare
    compel compensate compile complain complement comply compose comprehend compress compute conceal conceive
    concentrate conclude condemn conduct confess configure confirm confront congratulate connect conquer conserve
    consider consist consolidate constitute construct consult consume contain contemplate continue contribute convert
    convey convince cooperate coordinate cope correct correlate create criticise criticize crush cultivate customise
    customize dabble debug debunk decide declare decompose decorate dedicate deduce deduct deem deepen defend define
    defy delegate delete deliver delve demolish demonstrate denote deny depart depend depict deploy derive descend
    describe deserve destroy detect deter determine develop devise devote diagnose die differ differentiate dig digest
    digitize diminish dine disagree disappear discard discern disclose discover discuss dismiss dispel disperse dispose
    disprove disrupt dissect dissolve distinguish distribute diversify divide donate downplay doze drizzle dwell earn
    eat edit educate elaborate elevate eliminate elucidate emancipate embark embed embody embrace emerge emit emphasise
    emphasize employ empower emulate enable enact encapsulate enclose encompass encounter encourage endeavor endorse
    endure energize enforce engage engrave enhance enjoy enlarge enlighten enlist enrich enrol enroll ensure entail
    enter entertain entrust enumerate envisage envision equate equip eradicate erase erect establish evacuate evaluate
    evaporate evoke evolve exaggerate examine exceed excel excite exclude execute exemplify exert exhale exist expand
    expect expel explain explore expose express extend facilitate fail familiarise familiarize fasten fathom feed feel
    fend fill finalise finalize find fix flee flip flourish fly follow forbid foresee forget forgive formulate foster
    freeze fulfil fulfill furnish fuse gain garnish gather gaze generalise generalize generate get give glue go govern
    grapple grow guarantee hang happen harmonise harmonize harness hasten hate haul heal hear heed hesitate hide
    highlight hold hone hover hurry hustle identify ignite ignore illuminate illustrate imagine imitate immerse impart
    implement imply impose impress improve improvise include incorporate incubate indicate induce indulge infer inform
    infuse ingest inhale inherit initialise initialize initiate inject innovate inscribe insert insist inspect inspire
    install instill instruct insulate integrate intend intensify interact interpret interrupt intervene interweave
    intrigue introduce invent invert invest investigate invite involve irrigate isolate iterate jeopardize join jot
    justify kindle kneel knit know lay lean leap learn leave lend let leverage liberate linger listen locate lodge
    loosen lose lower lurk maintain make manage manipulate marry maximise maximize mean meditate melt memorise memorize
    mend mention merge migrate mimic minimise minimize misunderstand mitigate mobilise mobilize modernise modernize
    modify monetise monetize motivate mourn multiply munch muster narrate navigate negate neglect negotiate nibble
    nominate normalize notify nourish nurture obey observe obtain occupy occur omit operate oppose opt optimise optimize
    orchestrate ordain organise organize orient originate outperform outweigh overcome overlook oversee owe own
    paraphrase participate pave pay perceive perform persevere persist personalise personalize persuade peruse pick
    pinpoint plagiarise ponder portray pose possess postpone pour practise pray preach precede preclude predict prefer
    preheat prepare prepend prescribe preserve press presume pretend prevail prevent prioritise prioritize proceed
    proclaim procure produce prohibit proliferate prolong promote pronounce proofread propel propose prosper protect
    prove provide publish pull punish pursue push put qualify quantify quell quench quit quote radiate raise ratify
    rationalize reach react read realise realize reap rearrange reassess reassure rebuild rebut recall recapitulate
    receive recite reckon reclaim recognise recognize recommend reconcile reconsider reconstruct recover recruit rectify
    recycle redefine redesign redirect redo reduce refer refine reflect refrain refresh refuse refute regain register
    regulate reimagine reinforce reiterate reject rejoice rejuvenate relate relax relieve rely remain remember remind
    remove rename render renew renounce reopen repair repay repeat rephrase replace replicate reply represent reproduce
    repurpose require resemble reserve reset reshape reside resign resist resolve resonate respond restate restore
    restrict restructure resume retain retell rethink retire retrieve reuse reveal revise revisit revive revolutionise
    revolutionize revolve reword rewrite roam safeguard satisfy saute sauté savor savour say scold scour scrutinise
    scrutinize see seek seem seize select sell send serve set settle sew sharpen shiver shorten show shrink shut sift
    simmer simplify simulate sing sit skim sneak snooze soar solidify solve soothe sow speak specialise specialize
    specify speculate spell spend sprinkle squeeze stabilise stabilize stand standardize stare start stay steal steer
    stimulate stir stop strategize streamline strengthen strive subdue submerge submit subscribe substitute subtract
    succeed suffer suggest summarise summarize summon superimpose supervise suppose suppress surmount surpass surrender
    surround survive suspend sustain swear synchronize synthesise synthesize tailor take tame teach tell tempt tend
    terminate thank theorize thicken think threaten thrive throw tidy tighten tinker tolerate transcend transcribe
    transform translate transmit traverse tread tremble troubleshoot try tweak uncover undergo underline undermine
    understand undertake undo unfold unify unite unleash unlock unmask unpack unravel unveil unwind uphold urge usher
    utilise utilize vacate validate vanish vary verify violate visualise visualize wade want warn weaken wear weave weep
    whip whisk whisper whittle widen wield win withdraw withhold write yawn yearn zoom
    """.split()
)
"""Verbs that are no nouns, or seldom; in their plain form."""

NOUNS_TOO = frozenset(
    """
    act address advocate answer attack attempt attribute audit backup balance bargain bathe beat bet bid bind blame
    blend block blog blow book bookmark boost brainstorm break bridge brief broadcast brush bump burst call can care
    cast catch cause challenge change chase chat check cheer chill claim clash click close collapse combat comfort
    comment compete complete consent contact contrast control convene cook copy cost count cover craft crawl crouch cry
    cure cut dance dare debate decline decode decrease defeat defer delay delight design dip dive do document dodge
    double doubt download draft drag draw dream dress drift drill drink drive drop dump email end enquire escape
    estimate exchange exercise extract fade fall fetch fight file finish float focus fold forecast forge fry grab grasp
    greet grind guard guess guide halt handle heap heat help hike hire hit hop hope host hug import increase inquire
    juggle jump keep kick kill knock label laugh launch lead lie lift limit link list load lock log look love map
    marinate mark match may measure meet might mind miss mix monitor mount move must name need note notice nudge offer
    offset open order outline overhaul pack paint park parse pass paste pause peel permit picture pierce pin place plan
    plant play plead plug plunge point polish post practice print probe promise prompt purchase question race rank rate
    recap record refund rehearse release remake report request rescue research respect rest return reverse review ride
    rinse rise roast roll rotate rub rule run rush salute save scan scatter schedule scoop scrape scroll search seed
    separate shake share shave shop shout sign sip sketch skip sleep slice slide slip smell smile soak sort spin split
    spread step stick store strap stretch strike stroll structure study stumble support swallow swap sweep swim swipe
    switch tackle tag talk tap taste test tie toss touch trace track train transfer transport travel treat trim trust
    tune turn type update upgrade upload use view visit volunteer vote wait wake walk wander wash waste watch wave weigh
    welcome will wish wonder work worry wrap yell
    """.split()
)
"""Verbs that may be nouns too."""

PASTS = frozenset(
    """
    arisen arose ate awoke became began begun bent bit bitten bled blew blown born bought bound bred broke broken
    brought built burnt came caught chose chosen clung crept dealt drank drawn dreamt drew driven drove drunk dug eaten
    fallen fed fell felt fled flew flown forbade forbidden forgave forgiven forgot forgotten fought found froze frozen
    gave given gone got gotten grew grown heard held hid hidden hung kept knelt knew known laid learnt led left lent lit
    lost made meant met misunderstood overcame paid proven ran rang risen rose said sang sank sat saw seen sent sewn
    shaken shaved shone shook shot shown shrank slept slid sold sought spent spoke spoken sprang spun stole stolen stood
    struck stuck sung sunk swam swept swore sworn swum taken taught thought threw thrown told took tore torn understood
    undertook underwent went wept withdrew woke woken won wore worn wove woven written wrote
    """.split()
)
"""Irregular forms of the past."""

NEVER = frozenset(
    """
    a aboard about above abroad absolutely according across actually after afterwards again against ago alas all almost
    alone along alongside already also although always amid amidst among amongst an and another any anybody anyone
    anything anyway around as aside at away basically because before behind below beneath beside besides best better
    between beyond both but by certainly clearly common concerning congratulations dear definitely despite down due
    during each eight either enough even evening ever every everybody everyone everything except far few finally first
    five for four friday from further furthermore good goodbye great greetings half halfway hello hence her here hers
    herself hey hi high him himself his how however hundred i if in indeed inside instead into it its itself just last
    lastly later latter least less lest like likewise little long lots many maybe me meanwhile midway mine monday more
    moreover morning most much my myself naturally near nearly neither never nevertheless new next nine no nobody none
    nonetheless nor not nothing now nowadays nowhere of off often oh ok okay old on once one oneself only onto opposite
    or other otherwise our ours ourselves out outside over overall past per perhaps please plenty plus possibly probably
    quite rather really regardless right same saturday second seven several she similarly simply since six so some
    somebody somehow someone something sometimes somewhat somewhere soon still straight such sunday sure surely ten than
    thanks that the their theirs them themselves then there therefore these they thing things third this those though
    thousand three through throughout thursday thus till to today together tomorrow tonight too toward towards tuesday
    twice two under underneath unfortunately unless unlike until unto up upon us usually versus very via we wednesday
    well what whatever when whenever where whereas whereby wherever whether which whichever while who whoever whole whom
    whose why with within without worldwide worse worst yes yesterday yet you your yours yourself yourselves
    """.split()
)
"""Words that are no verbs where a text starts, most of them of closed classes."""

NO_PARTICIPLES = frozenset(
    """
    accounting advanced aged ahmed alfred amazing anything assorted banking beijing beloved bleed ceiling charming
    clothing crooked cunning darling deed detailed duckling dumpling earring engineering everything exciting farthing
    fascinating gifted greed hatred housing hundred indeed infrared inkling interesting jared kindred lightning limited
    manfred marketing mildred mohammed morning naked nothing offspring opening outstanding plumbing pudding purebred
    related renowned rugged sacred seedling shilling sibling something sterling stunning surprising talented united
    unprecedented viking wedding wicked wilfred winifred
    """.split()
)
"""Words in -ed and -ing that are no forms of a verb."""
