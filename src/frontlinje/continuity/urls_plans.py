"""Which address shows what of plans and of what is in effect?"""

from django.urls import path

from frontlinje.continuity.views import activating, editing, equipment, plans, room

urlpatterns = [
    path("", room.room, name="room"),
    path("phone-tree/", room.phone_tree, name="phone-tree"),
    path("equipment/", equipment.equipment, name="equipment"),
    path("banner/", room.banner, name="banner"),
    path("write/", editing.plan_new, name="plan-new"),
    path("import/", plans.plan_import, name="plan-import"),
    path("plans/<slug:code>/", plans.plan, name="plan"),
    path("plans/<slug:code>/versions/<int:version>/", plans.plan, name="plan-version"),
    path("plans/<slug:code>/compare/", plans.plan_compare, name="plan-compare"),
    path("plans/<slug:code>/export/", plans.plan_export, name="plan-export"),
    path("plans/<slug:code>/copy/", plans.plan_copy, name="plan-copy"),
    path("plans/<slug:code>/retire/", plans.plan_retire, name="plan-retire"),
    path("plans/<slug:code>/restore/", plans.plan_restore, name="plan-restore"),
    path("plans/<slug:code>/change/", editing.plan_edit, name="plan-edit"),
    path("plans/<slug:code>/preview/", activating.plan_preview, name="plan-preview"),
    path("plans/<slug:code>/activate/", activating.plan_activate, name="plan-activate"),
    path(
        "activations/<uuid:activation_id>/extend/",
        room.activation_extend,
        name="activation-extend",
    ),
    path("activations/<uuid:activation_id>/end/", room.activation_end, name="activation-end"),
    path("activations/<uuid:activation_id>/again/", room.activation_again, name="activation-again"),
    path("items/<uuid:item_id>/done/", room.item_done, name="item-done"),
]
