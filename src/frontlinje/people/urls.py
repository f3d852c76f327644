"""Which address shows what of the people room?"""

from django.urls import path

from frontlinje.people.views import ledger, parts, profile, skills, user, users

app_name = "people"

urlpatterns = [
    path("", users.users, name="users"),
    path("new/", users.user_create, name="user-create"),
    path("me/", profile.profile, name="profile"),
    path("teams/", parts.teams, name="teams"),
    path("sites/", parts.sites, name="sites"),
    path("skills/", parts.skills, name="skills"),
    path("teams/save/", parts.team_save, name="team-save"),
    path("sites/save/", parts.site_save, name="site-save"),
    path("skills/save/", parts.skill_save, name="skill-save"),
    path("skills/grid/", skills.skill_matrix, name="skill-matrix"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("<uuid:user_id>/", user.user, name="user"),
    path("<uuid:user_id>/change/", user.user_change, name="user-change"),
    path("<uuid:user_id>/roles/", user.user_set_roles, name="user-set-roles"),
    path("<uuid:user_id>/access/", user.user_set_access, name="user-set-access"),
    path("<uuid:user_id>/skills/", skills.user_set_skills, name="user-set-skills"),
    path("<uuid:user_id>/close/", user.user_close, name="user-close"),
    path("<uuid:user_id>/open/", user.user_open, name="user-open"),
    path("<uuid:user_id>/sessions/end/", user.user_end_sessions, name="user-end-sessions"),
    path("<uuid:user_id>/link/", user.user_make_link, name="user-make-link"),
]
