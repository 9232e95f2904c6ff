"""Words that decide whether a full stop ends a sentence, and whether words without one are one. Lower case."""

BEFORE_A_NAME = frozenset(
    """
    adm atty capt cmdr col cpl dr dra fr gen gov herr hon hr ing insp lt maj messrs mgr mlle mme mr mrs ms msgr mx
    pres prof rep rev sen sgt sr sra srta ste supt
    डॉ प्रो
    """.split()
)
"""A name follows: the stop never ends a sentence."""

WITHIN = frozenset(
    """
    al approx bzw ca cf cit d.h e.g eg esp excl i.e ibid ie incl misc op orig p.ex p.p.s p.s resp transl u.a viz vs
    z.b
    """.split()
)
"""More of the sentence follows: the stop never ends it."""

BEFORE_A_NUMBER = frozenset(
    """
    art ch chap eq eqs ext fig figs no nos nr p pp pt ref sec sect tel ver vol vols
    """.split()
)
"""The stop ends a sentence unless a number follows."""

BEFORE_SMALL_LETTERS = frozenset("a.m etc ft hrs lb lbs oz p.m tbsp tsp".split())
"""Times and units: the stop ends a sentence where a capital letter follows."""

AT_EITHER_PLACE = frozenset(
    """
    apr apt assn aug ave bldg blvd bros co corp dec dept eds esq est feb fri hwy inc jan jr jul llc ltd mt nov oct
    plc rd sept st thu thur thurs tue tues univ
    """.split()
)
"""The stop ends a sentence where one plainly starts after it."""

STARTERS = frozenset(
    """
    a after all also although an and another as at because before both but by do does during each even every few
    finally first for from furthermore has have he her here his how however i if in instead is it its let many
    more moreover most my nevertheless next no not nothing now on once one or our please she since so some still
    such than that the their then there therefore these they this those though through thus to today until we what
    when where whether which while who why will with would yes yet you your
    """.split()
)
"""Words that start sentences and are no names."""

CLAUSE_WORDS = frozenset(
    """
    am are been can cannot consist consists could did do does had has have he i is it let's might must shall she should
    they was we were will would you
    """.split()
)
"""Subjects, auxiliary verbs and verbs that take no object: words that hold one of them make a clause."""

IMPERATIVES = frozenset(
    """
    accept add adjust allow always analyze apologize apply arrange ask assess assign attach attend avoid bake be become
    begin boil book breathe bring brush build buy call carry celebrate change check choose chop clean click climb close
    collect combine communicate compare complete compose conduct configure confirm connect consider consult continue
    cook copy create cut decide define delete deliver describe determine develop discover discuss don't donate download
    draw drink drive drop eat educate embrace encourage end enjoy ensure enter establish evaluate examine exercise exit
    expect explain explore express feed feel fill find finish fix focus fold follow forgive fry gather get give go grab
    grate greet grow have heat help hire hold identify ignore imagine implement improve include increase inform insert
    inspect install introduce invest invite join keep knead kneel knit know launch learn leave let limit listen look
    love maintain make manage meditate meet melt memorize mix monitor mop move navigate never note offer open organize
    pack pay peel pick place plan play pour practice practise pray preheat prepare press prevent prioritize promise
    promote protect provide pull put quit reach read receive record recycle reduce refill register relax remember
    remove repair repeat replace request resist respect rest restart return review rinse roast run save say schedule
    search seek select sell send serve set share show sign sing sit sleep slice spend spread start stay stir stop store
    stretch study submit subscribe sweep take talk tap teach tell test thank think throw track train try turn
    understand unlock unplug update upload use verify visit vote wait wake walk wash watch wear whisk wipe work wrap
    write
    """.split()
)
"""Verbs that requests begin with; those that are mostly nouns ("Email address") are left out."""

CLAUSE_ENDINGS = ("n't", "'re", "'ve", "'ll", "'m")
