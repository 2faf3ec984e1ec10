"""Words that mean the same, in groups: every word of one is spelled as its first."""

from __future__ import annotations

from types import MappingProxyType

from stepreward.claims.gradables import DEGREES

# A group begins with the word, or the stem, that all of it are spelled as; a long one goes on
# under the same word.
_GROUPS = """
max maximum maximal most top peak peaks peaked peaking majority
min minimum minimal least fewest trough
greater more
less fewer
exceed exceeds exceeded exceeding surpass surpasses surpassed outstrips
rise ris rose risen increase increas grow grew grown growth climb ascend gain upward soar surge
rise raise raises raised raising heighten heightens heightened
fall lowers lowered lowering
rise jump jumps jumped skyrocket skyrocketed rocketed mounts mounted escalate escalates
fall fell fallen decrease decreas drop decline declin descend downward shrink shrank shrunk
fall tumble tumbles tumbled slump slumps slumped slipped slid lessen lessens recede recedes
fall reduc reduction plunge plung dip diminish dwindle dwindl sink sank sunk
constant unchanged steady stable constantly unvarying stagnant flat
constant plateau plateaus plateaued stabilizes stabilized
equal equals equally same identical equivalent
total altogether overall combined sum sums summed summing aggregate cumulative
average mean averag
differenc difference differences differ differs differed gap gaps
midpoint halfway midway
12:00pm noon midday
12:00am midnight
share slice portion sector wedge percentage shar slic proportion
probability chance chances likelihood
start begin begun began starts begins beginning starting commence commenc
end finish ends finishes ending
close closes closed closing shut shuts
represent denote stands stand represents denotes indicate indicates repres signify signifies
represent means meant
represent symbolize symbolizes
height tall
weight weigh weighs weighed weighing
kid child children kids
student students pupil pupils schoolchildren learner learners
person people somebody someone respondent respondents participant participants
person human humans individual individuals folks adults
shop stor store stores shops
near close_to next beside adjacent_to nearby neighbor neighbour neighbors neighbours alongside
big large huge enormous
small little tiny
quick fast rapid swift
choose chooses chose chosen choosing choice choices pick picks picked picking select selects
choose selected selecting selection vote votes voted voting opt opted
prefer favor favour favorite favourite prefers preferred
eat eats ate eaten eating consume consumes consumed consum
hold holds held holding carry carries carried carrying accommodate accommodates
buy buys bought purchase purchased buying bought
sell sells sold selling sale sales
cost costs price priced prices charge charges fee fees
lose loses lost losing loss losses
win wins won winning winner
cross crosses crossed crossing intersect intersects intersected intersecting intersection
bike bicycle bikes bicycles
car automobile
couch sofa
country nation countries nations
receive receives received receiving inherit inherits inherited inheriting inheritance
receive accept accepts accepted accepting
produc produce release releas emit generate generat
produc synthesize synthesizes synthesized synthesise synthesised
produc manufacture manufactures manufactured
produc yield yields discharge discharges expel expels exhale exhales create creates created
absorb absorption absorption inhale inhales
become becomes became
convert conversion
attract attraction
repel repulsion repulse
divid divide division
multiply multiplication
subtract subtraction
evaporat evaporate evaporation
mov move movement motion moves moved moving
go goes went going gone
die dies died death dead dying
leave leaves leaving leaf
wolf wolves
knife knives
shelf shelves
loaf loaves
goose geese
tooth teeth
bacteria bacterium
fungi fungus
nucleus nuclei
radius radii
mitochondria mitochondrion
hypothesis hypotheses
larva larvae
algae alga
phenomenon phenomena
spectrum spectra
cactus cacti
hunt hunts hunted hunting
predator predators predation
depart departs departed departure departing
arrive arrives arrived arrival arriving
supplementary supplement
complementary complement
similar similarity
parallel parallelism
congruent congruence congruency
tangent tangency tangential
symmetric symmetry symmetrical
collinear collinearity
proportional proportionality
horizontal horizontally
vertical vertically
main primary chief principal
good great excellent
bad poor
provid provide provides provided providing provision supply supplies supplied supplying
classify classifies classified classifying classification categorize categorized
orbit orbits orbited orbiting revolve revolves revolved revolving
conduct conducts conducted conducting conduction conductor conductors
condense condenses condensed condensing condensation
erode erodes eroded eroding erosion
pollinate pollinates pollinated pollinating pollination
digest digests digested digesting digestion
filter filters filtered filtering filtration
transmit transmits transmitted transmitting transmission
reproduce reproduces reproduced reproducing reproduction
erupt erupts erupted erupting eruption eruptions
helps help helped helping aid aids aided assist assists
insulate insulates insulated insulating insulator insulators insulation
oppos oppose opposes opposed opposing
prove proves proved proven proof
vapor vapour vapors steam
television tv
phone telephone smartphone cellphone
airplane airplanes aeroplane aircraft
motorcycle motorcycles motorbike motorbikes
trash garbage rubbish litter
toward towards
triangl triangle triangles triangular
circl circle circles circular
rectangl rectangle rectangles rectangular
not no without never cannot none nobody
oxidize oxidise oxidizes oxidises oxidized oxidised oxidizing
follow follows following
inscribed inscrib cyclic
shade shad shading
travel journey trip
isosceles
always
onward onwards
midsegment midline
perpendicular orthogonal perpendicularity perpendicularly
bisect bisector bisects bisecting
above over
below under beneath underneath
remain stay remains stays keep keeps remaining leftover
every each
need needs needed require requires required necessary
mice mouse
men man
women woman
people person
feet foot ft
inches inch
kilometer km kilometers kilometre kilometres
meter meters metre metres
centimeter cm centimeters centimetre
kilogram kg kilograms
gram grams
minute minutes min mins
hour hours hr hrs
second seconds sec
year years yr
dollar dollars usd
degree degrees
gcd gcf hcf
center centre midpoint_of centred centered
north northern northward northwards northerly
south southern southward southwards southerly
east eastern eastward eastwards easterly
west western westward westwards westerly
see sees saw seen
know knows knew known
give gives gave given
draw draws drew drawn drawing
drive drives drove driven driving
write writes wrote written writing
break breaks broke broken breaking
spend spends spent spending
pay pays paid paying
catch catches caught
bring brings brought
teach teaches taught
build builds built building
send sends sent
run runs ran running
fly flies flew flown flying
swim swims swam swum swimming
drink drinks drank drunk drinking
add adds added adding
lie lies lying located situated positioned
walk walks walking
two pair
picture photo photograph
earn earns makes_money earned earning wage wages salary
sit sits sitting seated
wear wears wearing wore
twice double doubl doubled doubles doubling
half halv halved halves
pythagorean pythagoras
connect connects connected connecting connection wire wires wired link links linked attach
connect attaches attached hooked
reagent reactant reagents reactants
bend bends bent bending refract refracts refracted refraction deflect deflects deflected
test tests tested testing check checks checked checking verify verifies verified
lightest palest
remot nonadjacent
happen happens happened occur occurs occurred occurring occurrence
cause causes caused causing trigger triggers triggered
allow allows allowed enable enables enabled permit permits permitted
protect protects protected protection shield shields guard guards
remove removes removed removing eliminate eliminates eliminated
decompose decomposes decomposed decomposition
live lives lived inhabit inhabits dwell dwells
burn burns burned burnt burning combust combustion
freeze freezes froze frozen freezing solidify solidifies solidified
melt melts melted melting
dissolve dissolves dissolved dissolving soluble
type types kind kinds sort sorts
way ways method methods
vertex vertices corner corners
trapezoid trapezium trapezoids
rhombus rhombi rhombuses
gravity gravitational
accelerate acceleration accelerates accelerated accelerating
city cities town towns
street streets road roads
movie movies film films
house houses home homes
baby babies infant infants
doctor doctors physician physicians
vacation vacations holiday holidays
mistake mistakes error errors
border borders bordered bordering
offspring progeny descendants
collide collides collided colliding collision collisions
rotate rotates rotated rotating rotation spin spins spun spinning
expand expands expanded expanding expansion
contract contracts contracted contracting contraction
reflect reflects reflected reflecting reflection
react reacts reacted reacting reaction
separate separates separated separating separation
slop gradient gradients
take takes took taken taking
come comes came coming
make makes made making
lead leads led leading
feed feeds fed feeding
january jan
february feb
march mar
april apr
june jun
july jul
august aug
september sep sept
october oct
november nov
december dec
monday mon
tuesday tue tues
wednesday wed
thursday thu thur thurs
friday fri
saturday
sunday
rainfall precipitation
original originally initial initially
use uses used using utilize utilizes utilized
prohibit prohibits prohibited prohibiting forbid forbids forbidden bans banned ban
"""


def _synonyms() -> dict[str, str]:
    table: dict[str, str] = dict(DEGREES)
    for line in _GROUPS.strip().splitlines():
        words = line.split()
        for word in words:
            table.setdefault(word, words[0])
    return table


SYNONYMS: MappingProxyType[str, str] = MappingProxyType(_synonyms())
