/* A rocket among rocks. It knows no player and no screen: both are imported by name.
 *
 * build.sh makes rocket.wasm of it. No library is used, so the module imports what stands below and nothing else. */

#define IMPORT(module, name) __attribute__((import_module(module), import_name(name))) extern
#define EXPORT(name) __attribute__((export_name(name)))

IMPORT("player", "decide") long long decide(double x, double y, double heading_x, double heading_y,
                                            double rock_x, double rock_y, double rock_vx, double rock_vy);
IMPORT("screen", "rocket") void draw_rocket(double x, double y, double heading_x, double heading_y);
IMPORT("screen", "rock") void draw_rock(double x, double y);
IMPORT("screen", "bullet") void draw_bullet(double x, double y);

enum { LEFT = 1, RIGHT = 2, THRUST = 4, SHOOT = 8 };
enum { ROCKS = 3, BULLETS = 8, RELOAD_TICKS = 6 };

static const double WIDTH = 60, HEIGHT = 40, ROCK_SPEED = 0.35, BULLET_SPEED = 2.0, HIT = 2.0, CRASH = 1.6;
static const double TURN_COS = 0.984807753012208, TURN_SIN = 0.17364817766693; /* ten degrees */

typedef struct { double x, y, vx, vy; int alive; } Thing;

static Thing rocket, rocks[ROCKS], bullets[BULLETS];
static double heading_x, heading_y;
static unsigned random_state;
static int score, reload;

static double next_random(void) /* from 0 to 1, the same in every run with the same seed */
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state / 4294967296.0;
}

static double distance(const Thing *a, const Thing *b)
{
    double dx = a->x - b->x, dy = a->y - b->y;
    return __builtin_sqrt(dx * dx + dy * dy);
}

static void move(Thing *thing)
{
    thing->x += thing->vx;
    thing->y += thing->vy;
}

static int is_outside(const Thing *thing)
{
    return thing->x < 0 || thing->x >= WIDTH || thing->y < 0 || thing->y >= HEIGHT;
}

/* A rock comes from an edge and flies towards where the rocket is. */
static void throw_rock(Thing *rock)
{
    double along = next_random();
    switch ((int)(next_random() * 4)) {
    case 0: rock->x = along * WIDTH; rock->y = 0; break;
    case 1: rock->x = along * WIDTH; rock->y = HEIGHT - 1; break;
    case 2: rock->x = 0; rock->y = along * HEIGHT; break;
    default: rock->x = WIDTH - 1; rock->y = along * HEIGHT; break;
    }
    double far = distance(rock, &rocket) + 0.001;
    rock->vx = (rocket.x - rock->x) / far * ROCK_SPEED;
    rock->vy = (rocket.y - rock->y) / far * ROCK_SPEED;
    rock->alive = 1;
}

static const Thing *nearest_rock(void)
{
    const Thing *nearest = &rocks[0];
    for (int i = 1; i < ROCKS; i++)
        if (distance(&rocks[i], &rocket) < distance(nearest, &rocket))
            nearest = &rocks[i];
    return nearest;
}

static void turn(double sine)
{
    double x = heading_x * TURN_COS - heading_y * sine;
    heading_y = heading_x * sine + heading_y * TURN_COS;
    heading_x = x;
}

static void shoot(void)
{
    for (int i = 0; i < BULLETS && reload == 0; i++) {
        if (bullets[i].alive)
            continue;
        bullets[i] = (Thing){rocket.x, rocket.y, heading_x * BULLET_SPEED, heading_y * BULLET_SPEED, 1};
        reload = RELOAD_TICKS;
    }
}

static void obey(long long orders)
{
    if (orders & LEFT)
        turn(-TURN_SIN);
    if (orders & RIGHT)
        turn(TURN_SIN);
    if (orders & THRUST) {
        rocket.vx += heading_x * 0.05;
        rocket.vy += heading_y * 0.05;
    }
    if (orders & SHOOT)
        shoot();
}

static void fly(void)
{
    move(&rocket);
    rocket.vx *= 0.97;
    rocket.vy *= 0.97;
    if (is_outside(&rocket)) { /* the field has walls */
        rocket.x -= rocket.vx;
        rocket.y -= rocket.vy;
        rocket.vx = rocket.vy = 0;
    }
    for (int i = 0; i < BULLETS; i++) {
        if (!bullets[i].alive)
            continue;
        move(&bullets[i]);
        if (is_outside(&bullets[i]))
            bullets[i].alive = 0;
        for (int k = 0; k < ROCKS && bullets[i].alive; k++) {
            if (distance(&bullets[i], &rocks[k]) < HIT) {
                bullets[i].alive = 0;
                score++;
                throw_rock(&rocks[k]);
            }
        }
    }
}

EXPORT("start") void start(int seed)
{
    random_state = (unsigned)seed * 2654435761u + 1;
    rocket = (Thing){WIDTH / 2, HEIGHT / 2, 0, 0, 1};
    heading_x = 1;
    heading_y = 0;
    score = reload = 0;
    for (int i = 0; i < BULLETS; i++)
        bullets[i].alive = 0;
    for (int i = 0; i < ROCKS; i++)
        throw_rock(&rocks[i]);
}

/* One step: asks the player, moves everything. Answers 1 as long as the rocket is whole. */
EXPORT("tick") int tick(void)
{
    const Thing *rock = nearest_rock();
    obey(decide(rocket.x, rocket.y, heading_x, heading_y, rock->x, rock->y, rock->vx, rock->vy));
    if (reload > 0)
        reload--;
    fly();
    for (int i = 0; i < ROCKS; i++) {
        move(&rocks[i]);
        if (distance(&rocks[i], &rocket) < CRASH)
            rocket.alive = 0;
        else if (is_outside(&rocks[i]))
            throw_rock(&rocks[i]);
    }
    return rocket.alive;
}

EXPORT("draw") void draw(void)
{
    for (int i = 0; i < ROCKS; i++)
        draw_rock(rocks[i].x, rocks[i].y);
    for (int i = 0; i < BULLETS; i++)
        if (bullets[i].alive)
            draw_bullet(bullets[i].x, bullets[i].y);
    draw_rocket(rocket.x, rocket.y, heading_x, heading_y);
}

EXPORT("score") int get_score(void) { return score; }
EXPORT("width") double get_width(void) { return WIDTH; }
EXPORT("height") double get_height(void) { return HEIGHT; }
